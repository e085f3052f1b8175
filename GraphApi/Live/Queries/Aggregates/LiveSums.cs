using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Adds up some groups, and all there is.</summary>
internal sealed class LiveSums : ILiveVisitor
{
    private readonly LiveDimensions _dimensions;
    private readonly TimeBuckets? _buckets;
    private readonly Dictionary<LiveGroupKey, AggregateSums> _groups = [];

    public LiveSums(LiveDimensions dimensions, TimeBuckets? buckets, IEnumerable<LiveGroupKey> groups)
    {
        (_dimensions, _buckets) = (dimensions, buckets);
        Total = new AggregateSums(buckets);
        foreach (var group in groups) _groups.Add(group, new AggregateSums(buckets));
    }

    public AggregateSums Total { get; }

    public AggregateSums this[LiveGroupKey group] => _groups[group];

    public void Enter(LiveBucket bucket) => _dimensions.Enter(bucket);

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var bucket = _buckets?.IndexOf(entry.First) ?? 0;
        var traffic = entry.Traffic;
        Total.Add(bucket, entry.Action, traffic);
        if (_groups.TryGetValue(_dimensions.KeyOf(entry, ends, isSource: true), out var group)) group.Add(bucket, entry.Action, traffic);
        if (_dimensions.CountsBothEnds && _groups.TryGetValue(_dimensions.KeyOf(entry, ends, isSource: false), out group)) group.Add(bucket, entry.Action, traffic);
    }
}
