using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Enricher;

/// <summary>What the JSON of map ticks and events has in common.</summary>
internal static class LiveJson
{
    // Payloads are UTF-8 and no HTML: "São Paulo" need not be escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Utf8JsonWriter Writer(IBufferWriter<byte> buffer) => new(buffer, Options);

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Degrees, or null where they are not known: JSON has no NaN.</summary>
    public static void Degrees(Utf8JsonWriter json, ReadOnlySpan<byte> name, float degrees)
    {
        if (float.IsFinite(degrees)) json.WriteNumber(name, degrees);
        else json.WriteNull(name);
    }

    /// <summary>As AWS writes it in a record.</summary>
    public static ReadOnlySpan<byte> AwsName(FlowAction action) => action switch { FlowAction.Accept => "ACCEPT"u8, FlowAction.Reject => "REJECT"u8, _ => "-"u8 };

    public static ReadOnlySpan<byte> Name(TrafficDirection direction) => direction switch
    {
        TrafficDirection.Inbound => "inbound"u8,
        TrafficDirection.Outbound => "outbound"u8,
        TrafficDirection.Through => "through"u8,
        _ => "internal"u8,
    };
}
