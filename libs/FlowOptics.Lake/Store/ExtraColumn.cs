using System.Buffers;
using System.Text;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// All text columns that have no column of their own in the lake, as one column of JSON objects: <c>{"az-id":"use1-az4","type":"IPv4"}</c>. Records of one
/// object repeat few combinations, so each is written once.
/// </summary>
internal static class ExtraColumn
{
    // "OK" in each record that is a flow.
    private const string LogStatus = "log-status";

    /// <returns>Null where there is nothing more to keep.</returns>
    public static TextColumn? Of(FlowBatch batch, IEnumerable<string> kept)
    {
        var columns = batch.Texts.Where(text => text.Name != LogStatus && !kept.Contains(text.Name, StringComparer.Ordinal)).ToArray();
        if (columns.Length == 0) return null;

        // A combination is found by walking a tree whose edges are (combination so far, code): one look-up a column, no text built.
        var edges = new Dictionary<(int Node, int Column, int Code), int>();
        var codes = new int[batch.Count];
        var values = new List<string>();
        var valueOfNode = new Dictionary<int, int>();
        for (var record = 0; record < codes.Length; record++)
        {
            var node = 0;
            for (var column = 0; column < columns.Length; column++)
            {
                if (columns[column].Codes[record] is not (var code and > 0)) continue;
                if (!edges.TryGetValue((node, column, code), out var next)) edges.Add((node, column, code), next = edges.Count + 1);
                node = next;
            }

            if (node == 0) continue;
            if (!valueOfNode.TryGetValue(node, out var value))
            {
                values.Add(Json(columns, record));
                valueOfNode.Add(node, value = values.Count);
            }

            codes[record] = value;
        }

        return new TextColumn("extra", codes, values);
    }

    private static string Json(TextColumn[] columns, int record)
    {
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
