namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>LogRecord's fields.</summary>
internal static class LogFields
{
    public const int Time = 1;
    public const int Severity = 2;
    public const int Body = 5;
    public const int Attributes = 6;
    public const int TraceId = 9;
    public const int SpanId = 10;
    public const int ObservedTime = 11;
    public const int EventName = 12;
}
