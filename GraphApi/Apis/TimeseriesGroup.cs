using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>One series: a number for each bucket, of each measure.</summary>
/// <param name="Values">One for each dimension, null where the records have none; empty for the rest.</param>
internal sealed record TimeseriesGroup(IReadOnlyList<string?> Values, TrafficByAction Traffic, IReadOnlyList<long> Flows, IReadOnlyList<long> Packets, IReadOnlyList<long> Bytes)
{
    public static TimeseriesGroup Of(AggregateGroup group)
    {
        var points = group.Points ?? [];
        return new TimeseriesGroup(group.Values, group.Traffic, [.. points.Select(point => point.Flows)], [.. points.Select(point => point.Packets)], [.. points.Select(point => point.Bytes)]);
    }
}
