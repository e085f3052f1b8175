namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>A value at a time. Sums and histograms are since their beginning, so that a point that is left out loses nothing but its moment.</summary>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Value">A gauge's value, a sum, or how many a histogram has observed.</param>
/// <param name="Observed">A histogram's; null for others.</param>
internal readonly record struct MetricPoint(long Time, double Value, Observations? Observed = null)
{
    private const int Size = 24;
    private const int ObservationsSize = 64;

    public int Bytes => Size + (Observed is null ? 0 : ObservationsSize + (Observed.Buckets.Length * sizeof(long)));

    public bool HasValueOf(MetricPoint other) => Value.Equals(other.Value) && (Observed is null || other.Observed?.Sum.Equals(Observed.Sum) == true);
}
