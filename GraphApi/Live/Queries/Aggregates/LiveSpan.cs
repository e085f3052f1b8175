namespace FlowOptics.GraphApi.Live;

/// <summary>From the first matching record's minute to the end of the last one's.</summary>
internal sealed class LiveSpan : ILiveVisitor
{
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public (DateTimeOffset From, DateTimeOffset To)? Minutes => _last < _first
        ? null
        : (DateTimeOffset.FromUnixTimeSeconds(_first * 60), DateTimeOffset.FromUnixTimeSeconds((_last + 1) * 60));

    public void Enter(LiveBucket bucket)
    {
        // Minutes are the same in every bucket.
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        _first = Math.Min(_first, entry.Minute);
        _last = Math.Max(_last, entry.Minute);
    }
}
