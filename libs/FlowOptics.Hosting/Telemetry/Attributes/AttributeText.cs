using System.Globalization;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Attributes;

/// <summary>An attribute's value as a text, for filters and for the names of a metric's dimensions.</summary>
internal static class AttributeText
{
    public static string Of(ReadOnlySpan<byte> anyValue)
    {
        var reader = new WireReader(anyValue);
        if (!reader.Next()) return "";
        return reader.Field switch
        {
            AnyValueFields.Text => Encoding.UTF8.GetString(reader.Data),
            AnyValueFields.Boolean => reader.Number != 0 ? "true" : "false",
            AnyValueFields.Integer => ((long)reader.Number).ToString(CultureInfo.InvariantCulture),
            AnyValueFields.Double => reader.Double.ToString(CultureInfo.InvariantCulture),
            AnyValueFields.Bytes => Convert.ToBase64String(reader.Data),
            _ => Json(anyValue),
        };
    }

    /// <summary>The value of the attribute of this name, among the KeyValues of a message's field; null where it is not there.</summary>
    public static string? Find(ReadOnlySpan<byte> message, int field, ReadOnlySpan<byte> name)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field != field) continue;
            var pair = new KeyValue(reader.Data);
            if (pair.Key.SequenceEqual(name)) return Of(pair.Value);
        }

        return null;
    }

    private static string Json(ReadOnlySpan<byte> anyValue)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text)) AttributeJson.WriteValue(json, anyValue);
        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
