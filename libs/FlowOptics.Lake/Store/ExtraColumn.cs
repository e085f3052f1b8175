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

        var combinations = new int[batch.Count];
        foreach (var column in columns) Combine(combinations, column);
        var values = new List<string>();
        var codes = new Dictionary<int, int>();
        for (var record = 0; record < combinations.Length; record++)
        {
            if (!codes.TryGetValue(combinations[record], out var code))
            {
                var value = Json(columns, record);
                if (value is not null) values.Add(value);
                codes.Add(combinations[record], code = value is null ? 0 : values.Count);
            }

            combinations[record] = code;
        }

        return new TextColumn("extra", combinations, values);
    }

    /// <summary>Numbers the pairs of a combination so far and a column's code; equal numbers before and equal codes give equal numbers after.</summary>
    private static void Combine(int[] combinations, TextColumn column)
    {
        // Most columns have one value in a batch: nothing to tell apart.
        var codes = column.Codes.AsSpan(0, combinations.Length);
        if (!codes.ContainsAnyExcept(codes.IsEmpty ? 0 : codes[0])) return;
        var numbers = new Dictionary<(int Combination, int Code), int>();
        var last = (Combination: -1, Code: -1);
        var number = 0;
        for (var record = 0; record < combinations.Length; record++)
        {
            var pair = (combinations[record], codes[record]);
            if (pair != last && !numbers.TryGetValue(pair, out number)) numbers.Add(pair, number = numbers.Count);
            last = pair;
            combinations[record] = number;
        }
    }

    private static string? Json(TextColumn[] columns, int record)
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
