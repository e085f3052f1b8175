using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Logs;

/// <summary>Finds the parts of a log that are texts.</summary>
internal static class LogText
{
    /// <summary>The event's name; empty where it has none.</summary>
    public static ReadOnlySpan<byte> EventName(LogEntry entry) => Field(entry.Record, LogFields.EventName);

    /// <summary>The body as an AnyValue.</summary>
    public static ReadOnlySpan<byte> Body(LogEntry entry) => Field(entry.Record, LogFields.Body);

    /// <summary>The body where it is a text, as nearly all are; empty else.</summary>
    public static ReadOnlySpan<byte> Message(LogEntry entry)
    {
        var reader = new WireReader(Body(entry));
        return reader.Next() && reader.Field == AnyValueFields.Text ? reader.Data : default;
    }

    public static string? Exception(LogEntry entry) => AttributeText.Find(entry.Record, LogFields.Attributes, "exception.message"u8);

    public static bool HasException(LogEntry entry) => AttributeText.Find(entry.Record, LogFields.Attributes, "exception.type"u8) is not null;

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> record, int field)
    {
        var reader = new WireReader(record);
        while (reader.Next())
        {
            if (reader.Field == field) return reader.Data;
        }

        return default;
    }
}
