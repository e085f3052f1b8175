using System.Text.Json;
using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>Traces as the page gets them.</summary>
internal static class TraceJson
{
    private static readonly string[] Kinds = ["internal", "internal", "server", "client", "producer", "consumer"];
    private static readonly string[] Statuses = ["unset", "ok", "error"];

    public static void WriteRow(Utf8JsonWriter json, TraceSummary trace)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Ids.Text(trace.Trace.Id));
        WriteTimes(json, trace.Start, trace.End);
        json.WriteString("name"u8, trace.Head.Name);
        json.WriteString("resource"u8, trace.Head.Resource.Id);
        json.WriteNumber("spans"u8, trace.Trace.Spans.Length);
        json.WriteNumber("errors"u8, trace.Errors);
        json.WriteNumber("dropped"u8, trace.Trace.Dropped);
        json.WriteBoolean("complete"u8, trace.IsComplete);
        WriteResources(json, trace);
        json.WriteEndObject();
    }

    /// <param name="logs">How many logs are kept of each of its spans; 0 for those of no span.</param>
    public static void WriteDetail(Utf8JsonWriter json, TraceSummary trace, IReadOnlyDictionary<ulong, int> logs)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Ids.Text(trace.Trace.Id));
        WriteTimes(json, trace.Start, trace.End);
        json.WriteNumber("dropped"u8, trace.Trace.Dropped);
        json.WriteNumber("logs"u8, logs.Values.Sum());
        WriteResources(json, trace);
        json.WriteStartArray("spans"u8);
        var spans = trace.Trace.Spans.ToArray();
        Array.Sort(spans, (a, b) => a.Start.CompareTo(b.Start));
        foreach (var span in spans) WriteSpan(json, span, logs.GetValueOrDefault(span.Id));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, long start, long end)
    {
        json.WriteNumber("t"u8, UnixTime.Milliseconds(start));
        json.WriteNumber("duration"u8, UnixTime.Milliseconds(end - start));
    }

    private static void WriteResources(Utf8JsonWriter json, TraceSummary trace)
    {
        json.WriteStartArray("resources"u8);
        foreach (var (resource, _, spans, errors) in trace.Resources)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, resource.Id);
            json.WriteNumber("spans"u8, spans);
            json.WriteNumber("errors"u8, errors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, SpanEntry span, int logs)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Ids.Text(span.Id));
        WriteId(json, "parent"u8, span.ParentId);
        json.WriteString("name"u8, span.Name);
        json.WriteString("resource"u8, span.Resource.Id);
        json.WriteString("source"u8, span.Scope.Name);
        json.WriteString("kind"u8, KindOf(span));
        WriteTimes(json, span.Start, span.End);
        WriteStatus(json, span);
        json.WriteNumber("logs"u8, logs);
        json.WritePropertyName("attributes"u8);
        AttributeJson.Write(json, span.Span, SpanFields.Attributes);
        WriteEvents(json, span);
        WriteLinks(json, span);
        json.WriteEndObject();
    }

    private static string KindOf(SpanEntry span)
    {
        var reader = new WireReader(span.Span);
        while (reader.Next())
        {
            if (reader.Field == SpanFields.Kind && reader.Number < (ulong)Kinds.Length) return Kinds[reader.Number];
        }

        return Kinds[0];
    }

    private static void WriteStatus(Utf8JsonWriter json, SpanEntry span)
    {
        ReadOnlySpan<byte> message = default;
        var status = Statuses[0];
        var reader = new WireReader(span.Span);
        while (reader.Next())
        {
            if (reader.Field != SpanFields.Status) continue;
            var parts = new WireReader(reader.Data);
            while (parts.Next())
            {
                if (parts.Field == 2) message = parts.Data;
                else if (parts.Field == 3 && parts.Number < (ulong)Statuses.Length) status = Statuses[parts.Number];
            }
        }

        json.WriteString("status"u8, status);
        if (message.IsEmpty) json.WriteNull("message"u8);
        else json.WriteString("message"u8, message);
    }

    // Event { time = 1, name = 2, attributes = 3 }
    private static void WriteEvents(Utf8JsonWriter json, SpanEntry span)
    {
        json.WriteStartArray("events"u8);
        var reader = new WireReader(span.Span);
        while (reader.Next())
        {
            if (reader.Field != SpanFields.Events) continue;
            json.WriteStartObject();
            long time = 0;
            ReadOnlySpan<byte> name = default;
            var parts = new WireReader(reader.Data);
            while (parts.Next())
            {
                if (parts.Field == 1) time = UnixTime.Of(parts.Number);
                else if (parts.Field == 2) name = parts.Data;
            }

            json.WriteNumber("t"u8, UnixTime.Milliseconds(time));
            json.WriteString("name"u8, name);
            json.WritePropertyName("attributes"u8);
            AttributeJson.Write(json, reader.Data, field: 3);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Link { trace_id = 1, span_id = 2, attributes = 4 }
    private static void WriteLinks(Utf8JsonWriter json, SpanEntry span)
    {
        json.WriteStartArray("links"u8);
        var reader = new WireReader(span.Span);
        while (reader.Next())
        {
            if (reader.Field != SpanFields.Links) continue;
            json.WriteStartObject();
            UInt128 trace = default;
            ulong to = 0;
            var parts = new WireReader(reader.Data);
            while (parts.Next())
            {
                if (parts.Field == 1) trace = Ids.Trace(parts.Data);
                else if (parts.Field == 2) to = Ids.Span(parts.Data);
            }

            json.WriteString("trace"u8, Ids.Text(trace));
            json.WriteString("span"u8, Ids.Text(to));
            json.WritePropertyName("attributes"u8);
            AttributeJson.Write(json, reader.Data, field: 4);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong id)
    {
        if (id == 0) json.WriteNull(name);
        else json.WriteString(name, Ids.Text(id));
    }
}
