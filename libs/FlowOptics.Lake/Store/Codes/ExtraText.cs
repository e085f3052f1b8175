using System.Buffers;
using System.Text;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The text columns that have no place of their own in the lake, as one JSON object: <c>{"az-id":"use1-az4","type":"IPv4"}</c>.</summary>
internal static class ExtraText
{
    /// <returns>Null where the record has none of them.</returns>
    public static string? Of(IReadOnlyList<TextColumn> columns, int record)
    {
        if (!columns.Any(column => column.Codes[record] > 0)) return null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var column in columns)
            {
                if (column[record] is { } value) writer.WriteString(column.Name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
