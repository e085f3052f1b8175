namespace FlowOptics.Lake;

/// <summary>How far a query is, for the person who waits. What the store does not say is null.</summary>
/// <param name="State">"queued", "running", "fetching".</param>
public sealed record QueryProgress(string State)
{
    /// <summary>0 to 100, of the statement that runs now: a question can take several, one after another.</summary>
    public double? Percent { get; init; }

    /// <summary>Rows that its statements have worked through so far.</summary>
    public long? RowsRead { get; init; }

    /// <summary>Rows that those of its statements that have begun are expected to work through.</summary>
    public long? RowsToRead { get; init; }

    public long? BytesScanned { get; init; }

    /// <summary>What <see cref="BytesScanned"/> costs in US dollars, by the price in the configuration.</summary>
    public double? EstimatedCost { get; init; }
}
