using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The ends of the links that are shown: their sums over all matching rows, and what is known of their addresses.</summary>
internal sealed class GraphNodes
{
    private const int FewEnds = 100_000;

    private static readonly string[] OwnFacts = ["account", "region", "interface_id", "vpc_id", "subnet_id", "instance_id"];

    private readonly DuckDbConnection _connection;
    private readonly GraphQuery _query;
    private readonly GraphKeys _keys;
    private readonly IReadOnlyList<GraphRows> _windows;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<NodeKey, GraphNode> _nodes = [];

    private GraphNodes(DuckDbConnection connection, GraphQuery query, GraphKeys keys, IReadOnlyList<GraphRows> windows, CancellationToken cancellationToken) =>
        (_connection, _query, _keys, _windows, _cancellation) = (connection, query, keys, windows, cancellationToken);

    /// <summary>Reads the ends of the links in <c>shown</c>, and with a comparison in <c>gone</c>, in the order of their keys.</summary>
    public static IReadOnlyList<GraphNode> Read(
        DuckDbConnection connection, GraphQuery query, GraphKeys keys, IReadOnlyList<GraphRows> windows, CancellationToken cancellationToken)
    {
        var nodes = new GraphNodes(connection, query, keys, windows, cancellationToken);
        nodes.FindEnds();
        nodes.ReadFacts();
        if (nodes._nodes.Count == 0) return [];
        nodes.ReadSums();
        nodes.ReadOwners();
        nodes.ReadScopes();
        nodes.ReadTags();
        return [.. nodes._nodes.OrderBy(node => node.Key.Order).Select(node => node.Value)];
    }

    // The shown nodes, and their addresses with what the rows say of each. An address has one place and one network; where the databases changed meanwhile, the one noted last.
    private void FindEnds()
    {
        var tables = _windows.Count > 1 ? new[] { "shown", "gone" } : ["shown"];
        _connection.Execute($"CREATE TEMP TABLE nodes AS {string.Join(" UNION ", tables.Select(table => $"SELECT s_kind AS kind, s_a AS a, s_b AS b FROM {table} UNION SELECT d_kind, d_a, d_b FROM {table}"))}");
        var sql = new SqlText().Add("CREATE TEMP TABLE ends AS SELECT kind, a, b, high, low, max(place) AS place, max(network) AS network FROM (");
        for (var window = 0; window < _windows.Count; window++)
        {
            if (window > 0) sql.Add(" UNION ALL ");
            AddSides(sql, window, side => $"{side}_high AS high, {side}_low AS low, {side}_place AS place, {side}_network AS network");
        }

        _connection.Run(sql.Add(") SEMI JOIN nodes USING (kind, a, b) GROUP BY ALL"), _cancellation);
    }

    private void ReadFacts()
    {
        // Of a group's facts those that all of its addresses that have any agree upon.
        var sql =
            $"""
            WITH addresses AS (SELECT kind, a, b, count(*) AS addresses, min((high::UHUGEINT << 64) | low) AS least FROM ends GROUP BY kind, a, b),
            place AS (
                SELECT kind, a, b, {Agreed("country")}, {Agreed("city")}
                FROM (SELECT DISTINCT kind, a, b, place FROM ends WHERE place <> 0) e JOIN places ON places.id = e.place GROUP BY kind, a, b),
            network AS (
                SELECT kind, a, b, CASE WHEN min(nullif(asn, 0)) = max(asn) THEN max(asn) END AS asn, {Agreed("organization")}, {Agreed("aws_service")}, {Agreed("aws_region")}
                FROM (SELECT DISTINCT kind, a, b, network FROM ends WHERE network <> 0) e JOIN networks ON networks.id = e.network GROUP BY kind, a, b)
            SELECT kind, a, b, addresses, least, country, city, asn, organization, aws_service, aws_region
            FROM addresses LEFT JOIN place USING (kind, a, b) LEFT JOIN network USING (kind, a, b)
            """;
        using var result = _connection.Query(sql, _cancellation);
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var key = GraphLinks.NodeAt(chunk, 0, row);
                var least = chunk.Column<UInt128>(4)[row];
                _nodes.Add(key, new GraphNode(
                    key.ToText(_keys.Names),
                    AddressKinds.KindOf(new Address((ulong)(least >> 64), (ulong)least)),
                    chunk.Text(5, row),
                    chunk.Text(6, row),
                    chunk.IsNull(7, row) || chunk.Column<uint>(7)[row] == 0 ? null : chunk.Column<uint>(7)[row],
                    chunk.Text(8, row),
                    chunk.Text(9, row),
                    chunk.Text(10, row),
                    null,
                    null,
                    null,
                    default,
                    default)
                {
                    Group = key.IsGroup ? _query.Group : GraphGroup.Ip,
                    Addresses = chunk.Column<long>(3)[row],
                });
            }
        }
    }

    private void ReadSums()
    {
        var sql = new SqlText().Add(
            """
            SELECT kind, a, b,
                (sum(flows) FILTER (sent))::HUGEINT, (sum(packets) FILTER (sent))::HUGEINT, (sum(bytes) FILTER (sent))::HUGEINT,
                (sum(flows) FILTER (NOT sent))::HUGEINT, (sum(packets) FILTER (NOT sent))::HUGEINT, (sum(bytes) FILTER (NOT sent))::HUGEINT, min(first), max(last)
            FROM (
            """);
        AddSides(sql, 0, side => $"{(side == "src" ? "true" : "false")} AS sent, flows, packets, bytes, first, last").Add(") SEMI JOIN nodes USING (kind, a, b) GROUP BY kind, a, b");
        using var statement = sql.Prepare(_connection);
        using var result = statement.Execute(_cancellation);
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var key = GraphLinks.NodeAt(chunk, 0, row);
                _nodes[key] = _nodes[key] with
                {
                    Sent = new Traffic(chunk.Sum(3, row), chunk.Sum(4, row), chunk.Sum(5, row)),
                    Received = new Traffic(chunk.Sum(6, row), chunk.Sum(7, row), chunk.Sum(8, row)),
                    First = DateTimeOffset.FromUnixTimeSeconds(chunk.Column<long>(9)[row]),
                    Last = DateTimeOffset.FromUnixTimeSeconds(chunk.Column<long>(10)[row]),
                };
            }
        }
    }

    private void ReadOwners()
    {
        // A group may have millions of addresses, of which interfaces have few: it is cheaper, and fits memory, to find the owners of all.
        var owners = Count("ends") <= FewEnds ? _windows[0].Owners.Table("ends") : _windows[0].Owners.Table();
        var sql =
            $"""
            SELECT kind, a, b, {string.Join(", ", OwnFacts.Select(Agreed))}
            FROM ends JOIN {owners} o USING (high, low) GROUP BY kind, a, b
            """;
        using var result = _connection.Query(sql, _cancellation);
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var key = GraphLinks.NodeAt(chunk, 0, row);
                _nodes[key] = _nodes[key] with
                {
                    Account = chunk.Text(3, row),
                    Region = chunk.Text(4, row),
                    InterfaceId = chunk.Text(5, row),
                    VpcId = chunk.Text(6, row),
                    SubnetId = chunk.Text(7, row),
                    InstanceId = chunk.Text(8, row),
                };
            }
        }
    }

    // An address that no interface logged as its own, but that is none of the internet's, is of the account and region that its records are of: the least, where several.
    private void ReadScopes()
    {
        bool IsOpen(NodeKey key, GraphNode node) => !key.IsGroup && node.Account is null && node.Kind != AddressKind.Public && node.First is not null;
        if (!_nodes.Any(node => IsOpen(node.Key, node.Value))) return;
        var scopes = _windows[0].Source.Scopes.ById;
        var found = new Dictionary<NodeKey, HashSet<int>>();
        if (scopes.Count > 1)
        {
            var sql = new SqlText().Add("SELECT DISTINCT kind, a, b, scope FROM (");
            AddSides(sql, 0, _ => "scope").Add(") SEMI JOIN nodes USING (kind, a, b) WHERE kind = 255");
            using var statement = sql.Prepare(_connection);
            using var result = statement.Execute(_cancellation);
            foreach (var chunk in result.Chunks())
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var key = GraphLinks.NodeAt(chunk, 0, row);
                    if (!found.TryGetValue(key, out var ids)) found.Add(key, ids = []);
                    ids.Add(chunk.Column<int>(3)[row]);
                }
            }
        }

        foreach (var (key, node) in _nodes.ToList())
        {
            if (!IsOpen(key, node)) continue;
            var ids = scopes.Count == 1 ? scopes.Keys : (IEnumerable<int>)found[key];
            _nodes[key] = node with
            {
                Account = ids.Select(id => scopes[id].Account).Min(StringComparer.Ordinal),
                Region = ids.Select(id => scopes[id].Region).Min(StringComparer.Ordinal),
            };
        }
    }

    private void ReadTags()
    {
        foreach (var (address, fields) in GraphTags.Of(_connection, _query, "ends", _cancellation))
        {
            var key = new NodeKey(NodeKey.OfAddress, address.High, address.Low);
            if (_nodes.TryGetValue(key, out var node)) _nodes[key] = node with { Tags = fields };
        }
    }

    /// <summary>Adds both sides of a window's rows as rows of their own: kind, a, b, and what the side has.</summary>
    private SqlText AddSides(SqlText sql, int window, Func<string, string> columns)
    {
        _keys.AddTo(sql.Add($"SELECT s_kind AS kind, s_a AS a, s_b AS b, {columns("src")} FROM "), _windows[window], window);
        return _keys.AddTo(sql.Add($" UNION ALL SELECT d_kind, d_a, d_b, {columns("dst")} FROM "), _windows[window], window);
    }

    private long Count(string table)
    {
        using var result = _connection.Query($"SELECT count(*) FROM {table}", _cancellation);
        return (long)result.ToRows()[0][0]!;
    }

    private static string Agreed(string column) => $"CASE WHEN min(nullif({column}, '')) = max({column}) THEN max({column}) END AS {column}";
}
