using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>One group's sums in the making: by action, and by bucket where there is a time axis.</summary>
/// <param name="buckets">Null: no time axis.</param>
public sealed class AggregateSums(TimeBuckets? buckets)
{
    private readonly Traffic[] _points = new Traffic[buckets?.Count ?? 0];

    public TrafficByAction Traffic { get; private set; }

    /// <param name="bucket">The bucket's index; of no account without a time axis.</param>
    public void Add(int bucket, FlowAction action, Traffic traffic)
    {
        Traffic += action switch
        {
            FlowAction.Accept => new TrafficByAction(traffic, default, default),
            FlowAction.Reject => new TrafficByAction(default, traffic, default),
            _ => new TrafficByAction(default, default, traffic),
        };
        if (buckets is not null) _points[bucket] += traffic;
    }

    /// <param name="other">Of the same time axis, or of any where this has none.</param>
    public void Add(AggregateSums other)
    {
        Traffic += other.Traffic;
        for (var i = 0; i < _points.Length; i++) _points[i] += other._points[i];
    }

    public void Subtract(AggregateSums other)
    {
        Traffic -= other.Traffic;
        for (var i = 0; i < _points.Length; i++) _points[i] -= other._points[i];
    }

    /// <summary>Everything again: what dimensions that count both ends make of a record.</summary>
    public void Double()
    {
        Traffic += Traffic;
        for (var i = 0; i < _points.Length; i++) _points[i] += _points[i];
    }

    /// <summary>The group as an answer to the query has it.</summary>
    public AggregateGroup ToGroup(IReadOnlyList<string?> values, AggregateQuery query)
    {
        var statistics = query.WithStatistics && buckets is not null ? BucketStatistics.Of(_points, query.Measure) : (BucketStatistics?)null;
        return new AggregateGroup(values, Traffic, query.WithPoints && buckets is not null ? _points : null, statistics?.P95, statistics?.Max);
    }
}
