using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Texts and numbers that records have had, by field, from the lake's small tables (places, networks, interfaces, …): nothing reads the records themselves.</summary>
public sealed class LakeValues(LakeDatabase lake)
{
    // A format's own text columns have as many rows as there are combinations: the newest are enough to complete a word.
    private const int NewestExtras = 50_000;

    private readonly SortedSet<string> _fields = new(StringComparer.Ordinal);
    private (int Generation, long Id) _seen;

    /// <summary>Text columns that records of this lake have had, beside those that are columns of the lake.</summary>
    public IReadOnlyList<string> Fields { get; private set; } = [];

    /// <summary>Looks for further text columns; only at what was not looked at before. One thread at a time.</summary>
    public void Update(CancellationToken cancellationToken)
    {
        var generation = lake.Generation;
        if (generation != _seen.Generation)
        {
            _fields.Clear();
            (_seen, Fields) = ((generation, 0), []);
        }

        using var connection = lake.Connect();
        using var newest = connection.Query("SELECT max(id)::BIGINT FROM extras", cancellationToken);
        if (newest.ToRows() is not [[long last]] || last <= _seen.Id) return;
        using var statement = connection.Prepare("SELECT DISTINCT unnest(json_keys(value)) FROM extras WHERE id > ? AND id <= ?");
        using var names = statement.Bind(1, _seen.Id).Bind(2, last).Execute(cancellationToken);
        foreach (var row in names.ToRows()) _fields.Add((string)row[0]!);
        _seen = (generation, last);
        if (_fields.Count != Fields.Count) Fields = [.. _fields];
    }

    /// <summary>Values that begin so, whatever their case, in order. Empty for fields that have no table of their own: addresses, ports, counts, times.</summary>
    /// <param name="accounts">Only what their records have had; null: of all accounts. Of a format's own text columns nobody can say whose they are: then there are none.</param>
    public IReadOnlyList<string> ValuesOf(FilterOperand operand, string prefix, int limit, IReadOnlyCollection<string>? accounts, CancellationToken cancellationToken)
    {
        using var connection = lake.Connect();
        if (Source(operand, accounts is null ? null : ScopesOf(connection, accounts, cancellationToken)) is not { } source) return [];
        using var statement = connection.Prepare($"SELECT DISTINCT v FROM ({source.Sql}) WHERE v <> '' AND starts_with(lower(v), lower($1)) ORDER BY v LIMIT $2");
        statement.Bind(1, prefix).Bind(2, limit);
        if (source.Pointer is { } pointer) statement.Bind(3, pointer);
        using var result = statement.Execute(cancellationToken);
        return result.ToRows().ConvertAll(row => (string)row[0]!);
    }

    /// <summary>Numbers of scopes, with commas between them.</summary>
    private static string ScopesOf(DuckDbConnection connection, IReadOnlyCollection<string> accounts, CancellationToken cancellationToken)
    {
        using var scopes = connection.Query("SELECT id, account FROM scopes", cancellationToken);
        return string.Join(", ", scopes.ToRows().Where(row => accounts.Contains((string)row[1]!)).Select(row => (int)row[0]!).Append(-1));
    }

    // Names of tables and columns are our own; a field's name is a value.
    private static (string Sql, string? Pointer)? Source(FilterOperand operand, string? scopes)
    {
        if (operand.Field.Id == FilterFieldId.Asn) return ($"SELECT asn::VARCHAR AS v FROM networks WHERE asn > 0{Seen("networks", scopes)}", null);
        if (operand.Field.Kind != FilterValueKind.Text || operand.Field.Id == FilterFieldId.LogStatus) return null;
        var place = TextPlace.Of(operand.Field, FilterSide.Source);
        if (place.Pointer is not null && scopes is not null) return null;
        return place.Pointer is { } pointer
            ? ($"SELECT json_extract_string(value, $3) AS v FROM extras WHERE id > (SELECT max(id) FROM extras) - {NewestExtras}", pointer)
            : ($"SELECT {place.Column} AS v FROM {place.Table} WHERE true{Seen(place.Table, scopes)}", null);
    }

    // Whose places and networks were, the roll-ups of sealed hours know.
    private static string Seen(string table, string? scopes) => (table, scopes) switch
    {
        (_, null) => "",
        ("scopes", _) => $" AND id IN ({scopes})",
        ("origins", _) => $" AND scope IN ({scopes})",
        ("places", _) => $" AND id IN (SELECT place FROM places_hour WHERE scope IN ({scopes}))",
        ("networks", _) => $" AND id IN (SELECT network FROM places_hour WHERE scope IN ({scopes}))",
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "nobody knows whose its values are"),
    };
}
