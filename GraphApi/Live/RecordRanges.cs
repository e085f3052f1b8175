namespace FlowOptics.GraphApi.Live;

/// <summary>Which records of an object are in the window: disjoint ranges, few, since they join where they meet.</summary>
internal sealed class RecordRanges
{
    // Ascending, never touching: [first, end).
    private readonly List<(long First, long End)> _ranges = [];

    public int Count => _ranges.Count;

    /// <summary>Adds a range and says which parts of it are new.</summary>
    public List<(long First, long End)> Add(long first, long end)
    {
        var missing = new List<(long, long)>();
        var low = first;
        var high = end;
        var next = first;
        var i = _ranges.FindIndex(range => range.End >= first);
        if (i < 0) i = _ranges.Count;
        var begin = i;
        for (; i < _ranges.Count && _ranges[i].First <= end; i++)
        {
            var range = _ranges[i];
            if (range.First > next) missing.Add((next, range.First));
            next = Math.Max(next, range.End);
            low = Math.Min(low, range.First);
            high = Math.Max(high, range.End);
        }

        if (next < end) missing.Add((next, end));
        _ranges.RemoveRange(begin, i - begin);
        _ranges.Insert(begin, (low, high));
        return missing;
    }
}
