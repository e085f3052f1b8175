namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>The fields of NumberDataPoint and HistogramDataPoint.</summary>
internal static class PointFields
{
    public const int Start = 2;
    public const int Time = 3;

    public const int AsDouble = 4;
    public const int AsInteger = 6;
    public const int NumberAttributes = 7;

    public const int Count = 4;
    public const int Sum = 5;
    public const int Buckets = 6;
    public const int Bounds = 7;
    public const int HistogramAttributes = 9;
}
