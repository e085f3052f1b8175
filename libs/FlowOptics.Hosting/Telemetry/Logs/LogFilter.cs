using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Telemetry.Logs;

/// <summary>Which logs are asked for; what is null or empty asks nothing.</summary>
internal sealed record LogFilter
{
    /// <summary>Ids of the resources; null for all.</summary>
    public IReadOnlySet<string>? Resources { get; init; }

    public LogLevel Level { get; init; } = LogLevel.Trace;

    /// <summary>In message, category, event name or exception.</summary>
    public string Text { get; init; } = "";

    public string? Category { get; init; }

    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    public UInt128 Trace { get; init; }

    public ulong Span { get; init; }

    public bool Matches(LogEntry entry) =>
        entry.Level >= Level
        && (Trace == 0 || entry.TraceId == Trace)
        && (Span == 0 || entry.SpanId == Span)
        && (Category is null || entry.Scope.Name == Category)
        && Resources?.Contains(entry.Resource.Id) != false
        && (Text.Length == 0 || HasText(entry))
        && HasAttributes(entry);

    private bool HasText(LogEntry entry) =>
        Utf8Text.Contains(LogText.Message(entry), Text)
        || entry.Scope.Name.Contains(Text, StringComparison.OrdinalIgnoreCase)
        || Utf8Text.Contains(LogText.EventName(entry), Text)
        || LogText.Exception(entry)?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true;

    private bool HasAttributes(LogEntry entry)
    {
        foreach (var attribute in Attributes)
        {
            if (!attribute.Holds(ValueOf(entry, attribute.Name))) return false;
        }

        return true;
    }

    private static string? ValueOf(LogEntry entry, ReadOnlySpan<byte> name) =>
        AttributeText.Find(entry.Record, LogFields.Attributes, name)
        ?? AttributeText.Find(entry.Scope.Message, field: 3, name)
        ?? AttributeText.Find(entry.Resource.Message, field: 1, name);
}
