namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>A trace as it was at one moment.</summary>
internal readonly struct TraceView(UInt128 id, long version, SpanEntry[] spans, int count, int dropped)
{
    public UInt128 Id { get; } = id;

    public long Version { get; } = version;

    /// <summary>Spans beyond those that a trace may have.</summary>
    public int Dropped { get; } = dropped;

    /// <summary>In the order in which they came; never empty.</summary>
    public ReadOnlySpan<SpanEntry> Spans => spans.AsSpan(0, count);
}
