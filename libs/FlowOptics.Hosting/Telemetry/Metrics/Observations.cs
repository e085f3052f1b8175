namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>What a histogram has seen since it began.</summary>
/// <param name="Sum">Of all observed values.</param>
/// <param name="Buckets">How many fell below each bound, and above the one before; the last one is beyond all bounds.</param>
internal sealed record Observations(double Sum, long[] Buckets);
