namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>What of an instrument a line shows.</summary>
internal enum MetricShow
{
    /// <summary>Counters: per second. Histograms: observations per second.</summary>
    Rate,

    /// <summary>Counters: per step.</summary>
    Delta,

    /// <summary>Counters: since the beginning.</summary>
    Total,

    /// <summary>Gauges and sums that may fall.</summary>
    Value,

    /// <summary>Histograms: p50, p90 and p99; p90 alone where there are several lines.</summary>
    Quantiles,

    /// <summary>Histograms: of what was observed.</summary>
    Mean,

    /// <summary>Histograms: sum of what was observed, per second.</summary>
    Sum,
}
