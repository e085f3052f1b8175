using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Attributes;

/// <summary>Writes attributes, as they were received, as a JSON object.</summary>
internal static class AttributeJson
{
    // Beyond it, a browser's numbers are no longer whole.
    private const long LargestExact = 1L << 53;

    /// <summary>Writes the object of all KeyValues that stand in the field of this number.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> message, int field)
    {
        json.WriteStartObject();
        WriteMembers(json, message, field);
        json.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter json, ReadOnlySpan<byte> message, int field)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            if (reader.Field == field) WriteMember(json, reader.Data);
        }
    }

    public static void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> anyValue)
    {
        var reader = new WireReader(anyValue);
        if (!reader.Next())
        {
            json.WriteNullValue();
            return;
        }

        switch (reader.Field)
        {
            case AnyValueFields.Text:
                json.WriteStringValue(reader.Data);
                break;
            case AnyValueFields.Boolean:
                json.WriteBooleanValue(reader.Number != 0);
                break;
            case AnyValueFields.Integer:
                WriteInteger(json, (long)reader.Number);
                break;
            case AnyValueFields.Double when double.IsFinite(reader.Double):
                json.WriteNumberValue(reader.Double);
                break;
            case AnyValueFields.Double:
                json.WriteStringValue(reader.Double.ToString(CultureInfo.InvariantCulture));
                break;
            case AnyValueFields.Array:
                json.WriteStartArray();
                WriteValues(json, reader.Data);
                json.WriteEndArray();
                break;
            case AnyValueFields.Map:
                Write(json, reader.Data, field: 1);
                break;
            case AnyValueFields.Bytes:
                json.WriteBase64StringValue(reader.Data);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteMember(Utf8JsonWriter json, ReadOnlySpan<byte> keyValue)
    {
        var pair = new KeyValue(keyValue);
        json.WritePropertyName(pair.Key);
        WriteValue(json, pair.Value);
    }

    private static void WriteValues(Utf8JsonWriter json, ReadOnlySpan<byte> array)
    {
        var reader = new WireReader(array);
        while (reader.Next())
        {
            if (reader.Field == 1) WriteValue(json, reader.Data);
        }
    }

    private static void WriteInteger(Utf8JsonWriter json, long value)
    {
        if (value is > LargestExact or < -LargestExact) json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        else json.WriteNumberValue(value);
    }
}
