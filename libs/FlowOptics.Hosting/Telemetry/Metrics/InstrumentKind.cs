namespace Aspire.Hosting.Telemetry.Metrics;

internal enum InstrumentKind
{
    /// <summary>A sum that only rises.</summary>
    Counter,

    /// <summary>A sum that may fall.</summary>
    UpDown,

    Gauge,

    Histogram,
}
