using System.Text.Json;
using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Logs;

/// <summary>Logs as the page gets them.</summary>
internal static class LogJson
{
    private const int ScopeAttributes = 3;

    private static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical"];

    public static void WriteRow(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartObject();
        WriteHead(json, entry);
        json.WriteEndObject();
    }

    public static void WriteDetail(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartObject();
        WriteHead(json, entry);
        json.WriteNumber("observed"u8, UnixTime.Milliseconds(entry.ObservedTime));
        json.WriteNumber("severity"u8, entry.Severity);
        json.WriteStartObject("attributes"u8);
        AttributeJson.WriteMembers(json, entry.Record, LogFields.Attributes);
        AttributeJson.WriteMembers(json, entry.Scope.Message, ScopeAttributes);
        json.WriteEndObject();
        json.WritePropertyName("resourceAttributes"u8);
        AttributeJson.Write(json, entry.Resource.Message, field: 1);
        json.WriteString("stack"u8, AttributeText.Find(entry.Record, LogFields.Attributes, "exception.stacktrace"u8));
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteNumber("n"u8, entry.Number);
        json.WriteNumber("t"u8, UnixTime.Milliseconds(entry.Time));
        json.WriteString("resource"u8, entry.Resource.Id);
        json.WriteString("level"u8, Levels[(int)entry.Level]);
        json.WriteString("category"u8, entry.Scope.Name);
        var message = LogText.Message(entry);
        if (!message.IsEmpty) json.WriteString("message"u8, message);
        else json.WriteString("message"u8, AttributeText.Of(LogText.Body(entry)));
        var name = LogText.EventName(entry);
        if (name.IsEmpty) json.WriteNull("event"u8);
        else json.WriteString("event"u8, name);
        if (entry.TraceId == 0) json.WriteNull("trace"u8);
        else json.WriteString("trace"u8, Ids.Text(entry.TraceId));
        if (entry.SpanId == 0) json.WriteNull("span"u8);
        else json.WriteString("span"u8, Ids.Text(entry.SpanId));
        json.WriteBoolean("exception"u8, LogText.HasException(entry));
    }
}
