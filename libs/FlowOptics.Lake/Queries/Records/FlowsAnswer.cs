namespace FlowOptics.Lake;

/// <summary>Records with all fields of their format, and what was found out about their ends.</summary>
/// <param name="Columns">Names as the filter language has them.</param>
/// <param name="Rows">One value a column: text, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or null.</param>
/// <param name="Next">The cursor of the next page; null after the last.</param>
public sealed record FlowsAnswer(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string? Next, QueryPlan Plan);
