namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>Metric's fields; name, description and unit are 1 to 3.</summary>
internal static class MetricFields
{
    public const int Name = 1;
    public const int Description = 2;
    public const int Unit = 3;
    public const int Gauge = 5;
    public const int Sum = 7;
    public const int Histogram = 9;
    public const int ExponentialHistogram = 10;
    public const int Summary = 11;
}
