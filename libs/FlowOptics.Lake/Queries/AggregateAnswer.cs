namespace FlowOptics.Lake;

/// <summary>Sums by dimensions, the largest group by the measure first; equal ones by their values (<see cref="DimensionKey"/>).</summary>
/// <param name="Groups">At most the query's limit.</param>
/// <param name="TotalGroups">How many there are, also those left out.</param>
/// <param name="Rest">All groups that are left out, as one without values; null where none is. Groups and rest add up to the total, or twice the total where a dimension counts both ends.</param>
/// <param name="Total">All records asked for, once each.</param>
/// <param name="Buckets">The buckets' starts in Unix seconds, without gaps, for <see cref="AggregateGroup.Points"/>; null without a time axis.</param>
public sealed record AggregateAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<AggregateGroup> Groups,
    long TotalGroups,
    AggregateGroup? Rest,
    TrafficByAction Total,
    IReadOnlyList<long>? Buckets,
    QueryPlan Plan);

/// <summary>One combination of the dimensions' values.</summary>
/// <param name="Values">One for each dimension, null where the records have none.</param>
/// <param name="Points">The sums of each bucket, where asked for.</param>
/// <param name="P95">Of the measure per bucket, nearest rank, where asked for.</param>
/// <param name="Max">Of the measure per bucket, where asked for.</param>
public sealed record AggregateGroup(IReadOnlyList<string?> Values, TrafficByAction Traffic, IReadOnlyList<Traffic>? Points = null, long? P95 = null, long? Max = null);
