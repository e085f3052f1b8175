namespace FlowOptics.Lake;

/// <summary>How far a query is, for the person who waits.</summary>
/// <param name="State">"queued", "running", "fetching".</param>
/// <param name="BytesScanned">0 where the store does not say.</param>
public sealed record QueryProgress(string State, long BytesScanned, TimeSpan Elapsed)
{
    /// <summary>Rows that were read so far; 0 where the store does not say.</summary>
    public long RowsRead { get; init; }
}
