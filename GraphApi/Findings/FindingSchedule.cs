namespace FlowOptics.GraphApi.Findings;

/// <summary>
/// Which day is to be looked at next. The newest day changes with each object: it is looked at now and then, as seldom as it takes long. Older days change when history is imported, the
/// newest first, and each is compared with those before it: they wait until it is done, and go oldest first.
/// </summary>
internal sealed class FindingSchedule(TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10);

    // A twentieth of one processor, and that at low priority.
    private const int PauseFactor = 20;

    private DateTimeOffset _changed = DateTimeOffset.MinValue;
    private DateTimeOffset _newestFrom = DateTimeOffset.MinValue;

    /// <summary>Records of these days came.</summary>
    public void Changed(IEnumerable<int> days, int? newest)
    {
        if (days.Any(day => day != newest)) _changed = time.GetUtcNow();
    }

    /// <param name="dirty">The oldest first.</param>
    /// <returns>Null: nothing now.</returns>
    public int? Next(IEnumerable<int> dirty, int? newest)
    {
        var now = time.GetUtcNow();
        var isQuiet = now - _changed >= Quiet;
        foreach (var day in dirty)
        {
            // A clock that is wrong may make a day of the future the newest one; the others are looked at all the same.
            if (day == newest ? now >= _newestFrom : isQuiet) return day;
        }

        return null;
    }

    public void Looked(int day, int? newest, TimeSpan elapsed)
    {
        if (day != newest) return;
        var pause = elapsed * PauseFactor;
        _newestFrom = time.GetUtcNow() + (pause > LeastPause ? pause : LeastPause);
    }
}
