namespace FlowOptics.Lake;

/// <summary>An hour with records that the roll-ups do not hold.</summary>
/// <param name="Records">About how many.</param>
/// <param name="Change">The lake's change that was the last to touch it.</param>
/// <param name="Touched">When that was, in ticks; the smallest number where it was before this process.</param>
/// <param name="RecordsAtTouch">How many records had been committed by then.</param>
internal readonly record struct UnsealedHour(int Hour, long Records, long Change, long Touched, long RecordsAtTouch);
