using System.Runtime.InteropServices;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Finds the largest groups by a measure, and how many groups there are: those of one share of all groups at a time, so that memory stays bounded.</summary>
internal sealed class LiveTop(LiveDimensions dimensions, TrafficMeasure measure, int limit, LiveLimits limits) : ILiveVisitor
{
    private readonly Dictionary<LiveGroupKey, long> _groups = [];
    private readonly LiveShares _shares = new();
    private readonly TopList<(LiveGroupKey Key, long Measure)> _top = new(limit, static (left, right) =>
        left.Measure != right.Measure ? right.Measure.CompareTo(left.Measure) : left.Key.OrderTo(right.Key));

    public long TotalGroups => _top.Count;

    /// <summary>The largest first, equal ones by their keys.</summary>
    public IReadOnlyList<LiveGroupKey> Find(LiveScan scan, CancellationToken cancellationToken)
    {
        while (_shares.Next())
        {
            _groups.Clear();
            scan.Run(this, cancellationToken);
            foreach (var (key, value) in _groups) _top.Offer((key, value));
        }

        return [.. _top.ToList().Select(group => group.Key)];
    }

    public void Enter(LiveBucket bucket) => dimensions.Enter(bucket);

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var value = entry.Traffic.Of(measure);
        Add(dimensions.KeyOf(entry, ends, isSource: true), value);
        if (dimensions.CountsBothEnds) Add(dimensions.KeyOf(entry, ends, isSource: false), value);
    }

    private void Add(in LiveGroupKey key, long value)
    {
        if (!_shares.IsAll && !_shares.Contains((uint)key.GetHashCode())) return;
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, key, out _);
        sum += value;
        if (_groups.Count <= limits.Groups || !_shares.Halve()) return;
        foreach (var other in _groups.Keys)
        {
            if (!_shares.Contains((uint)other.GetHashCode())) _groups.Remove(other);
        }
    }
}
