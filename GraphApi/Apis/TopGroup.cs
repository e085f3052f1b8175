using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>One value of a dimension, or a pair of two.</summary>
/// <param name="Values">One for each dimension, null where the records have none; empty for the rest.</param>
/// <param name="P95">Of the measure per bucket.</param>
/// <param name="Max">Of the measure per bucket.</param>
internal sealed record TopGroup(IReadOnlyList<string?> Values, TrafficByAction Traffic, long P95, long Max)
{
    public static TopGroup Of(AggregateGroup group) => new(group.Values, group.Traffic, group.P95 ?? 0, group.Max ?? 0);
}
