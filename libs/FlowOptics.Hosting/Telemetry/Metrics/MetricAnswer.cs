namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>An instrument over time.</summary>
/// <param name="Observations">How many a histogram has observed in each step; null for others.</param>
internal sealed record MetricAnswer(Instrument Instrument, MetricShow Show, TimeGrid Grid, IReadOnlyList<MetricLine> Lines, double[]? Observations);
