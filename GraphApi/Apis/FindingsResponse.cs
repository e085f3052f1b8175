using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="FindingsAnswer"/>, and what was asked.</summary>
internal sealed record FindingsResponse(
    QuerySource Source, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Finding> Findings, long TotalGroups, long Total, long Omitted, int PendingDays, QueryPlan Plan)
{
    public static FindingsResponse Of(FindingsAnswer answer, QuerySource source) =>
        new(source, answer.From, answer.To, answer.Findings, answer.TotalGroups, answer.Total, answer.Omitted, answer.PendingDays, answer.Plan);
}
