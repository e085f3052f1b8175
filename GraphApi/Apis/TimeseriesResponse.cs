using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>An <see cref="AggregateAnswer"/> over time, and what was asked.</summary>
/// <param name="Buckets">The buckets' starts in Unix seconds.</param>
/// <param name="Series">The largest by the measure first.</param>
/// <param name="TotalGroups">How many there are, also those in the rest.</param>
/// <param name="Rest">All other series as one; null where there is none.</param>
/// <param name="Total">All records, once each.</param>
/// <param name="Deduplicated">Always false: records count as they were logged.</param>
internal sealed record TimeseriesResponse(
    QuerySource Source,
    IReadOnlyList<string> By,
    TrafficMeasure Measure,
    int BucketSeconds,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<long> Buckets,
    IReadOnlyList<TimeseriesGroup> Series,
    long TotalGroups,
    TimeseriesGroup? Rest,
    TrafficByAction Total,
    bool Deduplicated,
    QueryPlan Plan)
{
    public static TimeseriesResponse Of(AggregateAnswer answer, AggregateQuery query, QuerySource source) => new(
        source,
        [.. query.By.Select(dimension => dimension.Name)],
        query.Measure,
        query.BucketSeconds!.Value,
        answer.From,
        answer.To,
        answer.Buckets ?? [],
        [.. answer.Groups.Select(TimeseriesGroup.Of)],
        answer.TotalGroups,
        answer.Rest is { } rest ? TimeseriesGroup.Of(rest) : null,
        answer.Total,
        false,
        answer.Plan);
}
