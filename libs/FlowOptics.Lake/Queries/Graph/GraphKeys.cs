using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Makes nodes of addresses: for each side of a row the columns of a <see cref="NodeKey"/>, by the question's group.</summary>
internal sealed class GraphKeys
{
    /// <summary>The columns that make a link.</summary>
    public const string Link = "s_kind, s_a, s_b, d_kind, d_a, d_b, label";

    private readonly GraphQuery _query;
    private readonly IReadOnlyList<Prefix> _prefixes;
    private readonly NodeKey? _expanded;

    private GraphKeys(GraphQuery query, IReadOnlyList<string> names)
    {
        _query = query;
        Names = names;
        // IPv4 is counted as the IPv6 that it is kept as: 10.0.0.0/8 is narrower than ::/0.
        _prefixes = [.. query.Subnets.Distinct().OrderByDescending(prefix => prefix.First.IsIPv4 ? prefix.Length + 96 : prefix.Length)];
        _expanded = Find(query.Expand);
    }

    /// <summary>Of named groups, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Finds the names, and notes in temporary tables <c>members0</c>, <c>members1</c>, … what belongs to which.</summary>
    public static GraphKeys Make(DuckDbConnection connection, GraphQuery query, IReadOnlyList<GraphRows> windows, CancellationToken cancellationToken)
    {
        if (query.Group is GraphGroup.Ip or GraphGroup.Subnet) return new GraphKeys(query, []);
        var named = windows.Select((rows, window) => NamesOf(connection, rows, window, cancellationToken)).ToList();
        connection.Execute($"CREATE TEMP TABLE names AS SELECT name, row_number() OVER (ORDER BY name) - 1 AS rank FROM (SELECT DISTINCT name FROM ({string.Join(" UNION ", named.Select(sql => $"SELECT name FROM ({sql})"))}))");
        for (var window = 0; window < windows.Count; window++)
            connection.Execute($"CREATE TEMP TABLE members{window} AS SELECT n.* EXCLUDE (name), names.rank::UBIGINT AS rank FROM ({named[window]}) n JOIN names USING (name)");
        using var names = connection.Query("SELECT name FROM names ORDER BY rank", cancellationToken);
        return new GraphKeys(query, names.ToRows().ConvertAll(row => (string)row[0]!));
    }

    /// <summary>Adds a query in brackets: a window's rows with the keys of both sides.</summary>
    public SqlText AddTo(SqlText sql, GraphRows rows, int window)
    {
        if (_expanded is { } node)
        {
            sql.Add("(SELECT * REPLACE (");
            AddUnless(sql, node, "s", "src");
            AddUnless(sql.Add(", "), node, "d", "dst");
            return AddKeyed(sql.Add(") FROM "), rows, window).Add(")");
        }

        return AddKeyed(sql, rows, window);
    }

    private SqlText AddKeyed(SqlText sql, GraphRows rows, int window) => _query.Group switch
    {
        GraphGroup.Ip => rows.AddTo(sql.Add($"(SELECT *, {Plain("s", "src")}, {Plain("d", "dst")} FROM ")).Add(")"),
        GraphGroup.Subnet => AddBySubnet(sql, rows),
        GraphGroup.Country => AddByMember(sql, rows, window, side => $"{side}_place"),
        GraphGroup.Asn or GraphGroup.Service => AddByMember(sql, rows, window, side => $"{side}_network"),
        _ => AddByMember(sql, rows, window, null),
    };

    private static SqlText AddByMember(SqlText sql, GraphRows rows, int window, Func<string, string>? id)
    {
        string On(string alias, string side) => id is null ? $"{alias}.low = r.{side}_low AND {alias}.high = r.{side}_high" : $"{alias}.id = r.{id(side)}";
        string Key(string alias, string prefix, string side) =>
            $"CASE WHEN {alias}.rank IS NULL THEN 255::UTINYINT ELSE 0::UTINYINT END AS {prefix}_kind, coalesce({alias}.rank, {side}_high) AS {prefix}_a, CASE WHEN {alias}.rank IS NULL THEN {side}_low ELSE 0::UBIGINT END AS {prefix}_b";
        sql.Add($"(SELECT r.*, {Key("ms", "s", "src")}, {Key("md", "d", "dst")} FROM ");
        return rows.AddTo(sql).Add($" r LEFT JOIN members{window} ms ON {On("ms", "src")} LEFT JOIN members{window} md ON {On("md", "dst")})");
    }

    private SqlText AddBySubnet(SqlText sql, GraphRows rows)
    {
        sql.Add("(SELECT * EXCLUDE (s_own, d_own), ");
        AddSubnet(sql, "s", "src");
        AddSubnet(sql.Add(", "), "d", "dst");
        sql.Add(" FROM (SELECT *, ");
        AddOwn(sql, "s", "src");
        AddOwn(sql.Add(", "), "d", "dst");
        return rows.AddTo(sql.Add(" FROM ")).Add("))");
    }

    // Which of the question's prefixes an address is in: its place in the list, or NULL.
    private void AddOwn(SqlText sql, string prefix, string side)
    {
        sql.Add(_prefixes.Count == 0 ? "NULL::INTEGER" : "CASE");
        for (var i = 0; i < _prefixes.Count; i++)
            sql.Add(" WHEN ").AddWithin(_prefixes[i], side + "_high", side + "_low").Add(string.Create(CultureInfo.InvariantCulture, $" THEN {i + 1}"));
        sql.Add(_prefixes.Count == 0 ? " AS " : " END AS ").Add(prefix + "_own");
    }

    private void AddSubnet(SqlText sql, string prefix, string side)
    {
        var isIPv4 = $"{side}_high = 0 AND {side}_low >> 32 = 65535";
        AddList(sql.Add("coalesce("), prefix, _prefixes.Select(own => 1UL + (ulong)own.Length)).Add($", CASE WHEN {isIPv4} THEN 25 ELSE 65 END)::UTINYINT AS {prefix}_kind, coalesce(");
        AddList(sql, prefix, _prefixes.Select(own => own.First.High)).Add($", {side}_high) AS {prefix}_a, coalesce(");
        AddList(sql, prefix, _prefixes.Select(own => own.First.Low)).Add($", CASE WHEN {isIPv4} THEN {side}_low - ({side}_low & 255) ELSE 0::UBIGINT END) AS {prefix}_b");
    }

    private static SqlText AddList(SqlText sql, string prefix, IEnumerable<ulong> values)
    {
        sql.Add("list_extract([");
        var comma = "";
        foreach (var value in values)
        {
            sql.Add(comma).Value(value);
            comma = ", ";
        }

        return sql.Add($"]::UBIGINT[], {prefix}_own)");
    }

    private static string Plain(string prefix, string side) => $"255::UTINYINT AS {prefix}_kind, {side}_high AS {prefix}_a, {side}_low AS {prefix}_b";

    private static void AddUnless(SqlText sql, NodeKey node, string prefix, string side)
    {
        SqlText Case(string separator) => sql.Add(separator).Add($"CASE WHEN {prefix}_kind = ").Value((long)node.Kind).Add($" AND {prefix}_a = ").Value(node.A).Add($" AND {prefix}_b = ").Value(node.B);
        Case("").Add($" THEN 255::UTINYINT ELSE {prefix}_kind END AS {prefix}_kind");
        Case(", ").Add($" THEN {side}_high ELSE {prefix}_a END AS {prefix}_a");
        Case(", ").Add($" THEN {side}_low ELSE {prefix}_b END AS {prefix}_b");
    }

    // Names with what has them: places and networks by number, or addresses.
    private static string NamesOf(DuckDbConnection connection, GraphRows rows, int window, CancellationToken cancellationToken) => rows.Query.Group switch
    {
        GraphGroup.Country => "SELECT id, country AS name FROM places WHERE country <> ''",
        GraphGroup.Asn => "SELECT id, 'AS' || asn AS name FROM networks WHERE asn <> 0",
        GraphGroup.Service => "SELECT id, aws_service AS name FROM networks WHERE aws_service <> ''",
        GraphGroup.Eni => $"SELECT high, low, interface_id AS name FROM {rows.Owners.Table()} WHERE interface_id <> ''",
        GraphGroup.Instance => $"SELECT high, low, instance_id AS name FROM {rows.Owners.Table()} WHERE instance_id <> ''",
        GraphGroup.Vpc => $"SELECT high, low, vpc_id AS name FROM {rows.Owners.Table()} WHERE vpc_id <> ''",
        GraphGroup.Tag => $"SELECT high, low, name FROM {GraphTags.Make(connection, rows.Query, window, cancellationToken)}",
        _ => throw new UnsupportedQueryException($"group {rows.Query.Group} is not known"),
    };

    private NodeKey? Find(string? node)
    {
        if (node is null) return null;
        if (_query.Group == GraphGroup.Subnet) return Prefix.TryParse(node, out var prefix) ? NodeKey.Of(prefix) : null;
        for (var rank = 0; rank < Names.Count; rank++)
        {
            if (Names[rank] == node) return new NodeKey(NodeKey.Named, (ulong)rank, 0);
        }

        return null;
    }
}
