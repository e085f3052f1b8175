using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A <see cref="FlowsAnswer"/>, and what was asked.</summary>
/// <param name="Columns">The fields' names.</param>
/// <param name="Rows">One value for each column: text, number or null.</param>
/// <param name="Next">The cursor of the next page; null after the last.</param>
internal sealed record FlowsResponse(
    QuerySource Source, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string? Next, QueryPlan Plan)
{
    public static FlowsResponse Of(FlowsAnswer answer, QuerySource source) => new(source, answer.From, answer.To, answer.Columns, answer.Rows, answer.Next, answer.Plan);
}
