using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>An <see cref="AggregateAnswer"/> without time, and what was asked.</summary>
/// <param name="BucketSeconds">What P95 and Max are per.</param>
/// <param name="Groups">The largest by the measure first.</param>
/// <param name="TotalGroups">How many there are, also those in the rest.</param>
/// <param name="Rest">All other groups as one; null where there is none.</param>
/// <param name="Total">All records, once each.</param>
/// <param name="Deduplicated">Always false: records count as they were logged.</param>
internal sealed record TopResponse(
    QuerySource Source,
    IReadOnlyList<string> By,
    TrafficMeasure Measure,
    int BucketSeconds,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<TopGroup> Groups,
    long TotalGroups,
    TopGroup? Rest,
    TrafficByAction Total,
    bool Deduplicated,
    QueryPlan Plan)
{
    public static TopResponse Of(AggregateAnswer answer, AggregateQuery query, QuerySource source) => new(
        source,
        [.. query.By.Select(dimension => dimension.Name)],
        query.Measure,
        query.BucketSeconds!.Value,
        answer.From,
        answer.To,
        [.. answer.Groups.Select(TopGroup.Of)],
        answer.TotalGroups,
        answer.Rest is { } rest ? TopGroup.Of(rest) : null,
        answer.Total,
        false,
        answer.Plan);
}
