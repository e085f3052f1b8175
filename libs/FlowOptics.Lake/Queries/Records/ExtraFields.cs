using System.Text.Json;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Further text fields of records, out of their JSON. Few objects come again and again.</summary>
internal sealed class ExtraFields
{
    private const int MostRemembered = 10_000;

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _known = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Of(DuckDbChunk chunk, int row)
    {
        if (RecordColumns.ExtraOf(chunk, row) is not { } json) return None;
        if (_known.TryGetValue(json, out var fields)) return fields;
        if (_known.Count == MostRemembered) _known.Clear();
        fields = JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
        _known.Add(json, fields);
        return fields;
    }
}
