namespace FlowOptics.Lake;

/// <summary>
/// Since when a range of the lake is as it is: <see cref="Before"/> gives the same number for as long as no record that began before a time came or went. Numbers are of this
/// process and this <see cref="LakeDatabase.Generation"/>. Thread-safe.
/// </summary>
public sealed class LakeChanges
{
    private const long Hour = 3600;

    private readonly Lock _lock = new();

    // A later change hides all earlier ones that reach back no further: what is left ascends in both, and there is at most one an hour.
    private readonly List<(long FirstHour, long Number)> _changes = [];
    private long _last;

    /// <summary>The number of the last change that concerns records that began before a time. It may change without need, by records of the same hour; never the other way.</summary>
    public long Before(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeMilliseconds() / 1000.0;
        lock (_lock)
        {
            var (low, high) = (0, _changes.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_changes[middle].FirstHour == long.MinValue || _changes[middle].FirstHour * Hour < seconds) low = middle + 1;
                else high = middle;
            }

            return low == 0 ? 0 : _changes[low - 1].Number;
        }
    }

    /// <summary>To be called after the change can be seen, so that nobody gives its number to what was before.</summary>
    /// <param name="first">The earliest start, in Unix seconds, of the records that came or went; <see cref="long.MinValue"/>: not known.</param>
    internal void Add(long first)
    {
        var hour = first == long.MinValue ? first : (long)Math.Floor(first / (double)Hour);
        lock (_lock)
        {
            while (_changes.Count > 0 && _changes[^1].FirstHour >= hour) _changes.RemoveAt(_changes.Count - 1);
            _changes.Add((hour, ++_last));
        }
    }
}
