namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>A line of a chart.</summary>
/// <param name="Values">One for each step; null where nothing is known.</param>
internal sealed record MetricLine(string Name, double?[] Values);
