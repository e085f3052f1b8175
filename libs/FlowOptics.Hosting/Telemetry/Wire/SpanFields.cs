namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>Span's fields.</summary>
internal static class SpanFields
{
    public const int TraceId = 1;
    public const int SpanId = 2;
    public const int ParentId = 4;
    public const int Name = 5;
    public const int Kind = 6;
    public const int Start = 7;
    public const int End = 8;
    public const int Attributes = 9;
    public const int Events = 11;
    public const int Links = 13;
    public const int Status = 15;
}
