namespace FlowOptics.Lake;

/// <summary>How an answer was found.</summary>
/// <param name="Tables">The tables that were read, e.g. <c>links_day</c>, <c>flows</c>; the live window is <c>live</c>.</param>
/// <param name="RowsRead">Rows of these tables in the asked range, before the other conditions; of Athena, which does not say, the rows of its results.</param>
/// <param name="ElapsedMs">Milliseconds in the store.</param>
public sealed record QueryPlan(IReadOnlyList<string> Tables, long RowsRead, long ElapsedMs)
{
    /// <summary>What Athena read, and charges for; null of other stores.</summary>
    public long? BytesScanned { get; init; }

    /// <summary>What that costs in US dollars, by the price in the configuration: an estimate. Null of stores that cost nothing by the question.</summary>
    public double? EstimatedCost { get; init; }
}
