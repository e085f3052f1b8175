using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Reads one object as batches: finds out whether it is gzip or plain text, and what account and region its key names.</summary>
public static class FlowObjectReader
{
    /// <summary>
    /// Batches in order, cut the same way by every process; <paramref name="report"/> is complete when the enumeration is.
    /// </summary>
    /// <exception cref="FlowObjectException">
    /// Not gzip and not text, truncated gzip, or a header that cannot be read; the message names the object, the place and the mend. Batches
    /// before the fault have been given out.
    /// </exception>
    public static IAsyncEnumerable<FlowBatch> ReadAsync(StoredObject stored, FlowObjectReport report, string? format, CancellationToken cancellationToken)
    {
        _ = stored;
        _ = report;
        _ = format;
        _ = cancellationToken;
        throw new NotImplementedException();
    }
}
