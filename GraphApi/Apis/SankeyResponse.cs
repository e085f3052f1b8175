using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="SankeyAnswer"/>, and what was asked.</summary>
/// <param name="Deduplicated">Always false: records count as they were logged.</param>
internal sealed record SankeyResponse(
    QuerySource Source,
    IReadOnlyList<string> By,
    TrafficMeasure Measure,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<SankeyNode> Nodes,
    IReadOnlyList<SankeyLink> Links,
    TrafficByAction Total,
    bool Deduplicated,
    QueryPlan Plan)
{
    public static SankeyResponse Of(SankeyAnswer answer, SankeyQuery query, QuerySource source) =>
        new(source, [.. query.By.Select(dimension => dimension.Name)], query.Measure, answer.From, answer.To, answer.Nodes, answer.Links, answer.Total, false, answer.Plan);
}
