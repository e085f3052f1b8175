namespace FlowOptics.Lake;

/// <summary>How an answer was found.</summary>
/// <param name="Tables">The tables that were read, e.g. <c>links_day</c>, <c>flows</c>; the live window is <c>live</c>.</param>
/// <param name="RowsRead">Rows of these tables in the asked range, before the other conditions.</param>
/// <param name="ElapsedMs">Milliseconds in the store.</param>
public sealed record QueryPlan(IReadOnlyList<string> Tables, long RowsRead, long ElapsedMs);
