using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// The rows that one window of a graph question matches, and what de-duplication takes away from them. Few are held in a temporary table; of many, each statement asks the lake's tables
/// anew, so that memory does not grow with the answer.
/// </summary>
internal sealed class GraphRows
{
    /// <summary>So many rows are held: some 60 MB at most, of the 256 that DuckDB has.</summary>
    public const int MostHeld = 500_000;

    // A list is compared with before any other column is read.
    private const int FewAddresses = 1024;

    // Temporary tables are the connection's own, and go with its transaction.
    private readonly string _held;
    private readonly string _dropped;
    private readonly string _asked;
    private readonly GraphQuery _query;
    private readonly PlannedSource _source;
    private readonly DuckDbConnection _connection;
    private readonly CancellationToken _cancellation;

    private GraphRows(DuckDbConnection connection, GraphQuery query, int window, CancellationToken cancellationToken)
    {
        (_connection, _query, _cancellation) = (connection, query, cancellationToken);
        (_held, _dropped, _asked) = ($"held{window}", $"dropped{window}", $"asked{window}");
        var needsRecords = query.Label == PortLabel.Source;
        _source = QueryPlanner.Plan(connection, query, needsRecords ? null : LakeTable.LinksDay, null, cancellationToken);
        Owners = new GraphOwners(connection, query, window, cancellationToken);
    }

    public GraphOwners Owners { get; }

    public bool AreHeld { get; private set; }

    public PlannedSource Source => _source;

    /// <summary>The question, of this window.</summary>
    public GraphQuery Query => _query;

    /// <summary>Finds the rows of a question's window.</summary>
    /// <param name="window">A number for the window's temporary tables.</param>
    /// <param name="mostHeld"><see cref="MostHeld"/>, unless a test wants otherwise.</param>
    public static GraphRows Find(DuckDbConnection connection, GraphQuery query, int window, int mostHeld, CancellationToken cancellationToken)
    {
        var rows = new GraphRows(connection, query, window, cancellationToken);
        rows.Hold(mostHeld);
        if (query.Deduplicate) rows.FindDropped();
        return rows;
    }

    /// <summary>Adds a query in brackets: all matching rows, and with de-duplication those to be taken away, their sums negative and without times.</summary>
    public SqlText AddTo(SqlText sql)
    {
        if (!_query.Deduplicate) return AddMatched(sql);
        sql.Add("(SELECT * FROM ");
        return AddMatched(sql).Add(" UNION ALL SELECT * FROM ").Add(_dropped).Add(")");
    }

    /// <summary>What de-duplication took away; null where it was not wanted.</summary>
    public Deduplication? Deduplicated()
    {
        if (!_query.Deduplicate) return null;
        var sql = new SqlText().Add(
            $"""
            SELECT (SELECT count(*) FROM (SELECT DISTINCT src_high, src_low, dst_high, dst_low, label FROM {_dropped})),
                -sum(flows)::HUGEINT, -sum(packets)::HUGEINT, -sum(bytes)::HUGEINT FROM {_dropped}
            """);
        using var statement = sql.Prepare(_connection);
        using var result = statement.Execute(_cancellation);
        using var chunk = result.NextChunk()!;
        return new Deduplication(chunk.Column<long>(0)[0], new Traffic(chunk.Sum(1, 0), chunk.Sum(2, 0), chunk.Sum(3, 0)));
    }

    private void Hold(int mostHeld)
    {
        if (_query.Mode != GraphMode.All && _query.Addresses.Count > FewAddresses)
            _connection.Run(new SqlText().Add("CREATE TEMP TABLE ").Add(_asked).Add(" AS ").Addresses(_query.Addresses), _cancellation);
        var sql = new SqlText().Add("CREATE TEMP TABLE ").Add(_held).Add(" AS FROM ");
        AddMatched(sql).Add(" LIMIT ").Value(mostHeld + 1L);
        _connection.Run(sql, _cancellation);
        using var count = _connection.Query($"SELECT count(*) FROM {_held}", _cancellation);
        AreHeld = (long)count.ToRows()[0][0]! <= mostHeld;
        if (!AreHeld) _connection.Execute($"DROP TABLE {_held}");
    }

    // The sending interface's records of a link whose receiving interface wrote records too, but for those that were rejected. Of many rows first those between addresses that
    // interfaces have: no other link can have been logged at both ends.
    private void FindDropped()
    {
        var sql = new SqlText().Add(
            $"""
            CREATE TEMP TABLE {_dropped} AS SELECT scope, src_high, src_low, dst_high, dst_low, label, protocol, action, own_end, src_place, dst_place, src_network, dst_network,
                -{Sum("flows")} AS flows, -{Sum("packets")} AS packets, -{Sum("bytes")} AS bytes, NULL::BIGINT AS first, NULL::BIGINT AS last
            FROM
            """).Add(" ");
        AddLoggedBy(sql, OwnEnd.Source, "dst", " AND action <> 2").Add(" SEMI JOIN ");
        AddLoggedBy(sql, OwnEnd.Destination, "src", "").Add(" USING (src_high, src_low, dst_high, dst_low, label, protocol) GROUP BY ALL");
        _connection.Run(sql, _cancellation);

        // Of the columns' own width: sums over wider ones cost twice as much.
        static string Sum(string column) => $"least(sum({column}), {long.MaxValue})::BIGINT";
    }

    private SqlText AddLoggedBy(SqlText sql, OwnEnd end, string other, string condition)
    {
        sql.Add("(SELECT r.* FROM ");
        AddMatched(sql).Add(" r");
        if (!AreHeld) sql.Add(" SEMI JOIN ").Add(Owners.Table()).Add(" o ON o.low = ").Add(other).Add("_low AND o.high = ").Add(other).Add("_high");
        return sql.Add(" WHERE own_end = ").Value((long)end).Add(condition).Add(")");
    }

    private SqlText AddMatched(SqlText sql) => AreHeld ? sql.Add(_held) : _source.AddTo(sql, Columns, (text, _) => AddMode(text));

    private string Columns(LakeTable table)
    {
        var sums = table.IsFlows ? $"{table.Records}::BIGINT AS flows, packets, bytes, start_time AS first, end_time AS last" : "flows, packets, bytes, first, last";
        var label = !table.IsFlows ? "label" : _query.Label == PortLabel.Service ? "service_label AS label" : "CASE WHEN src_port > 1023 THEN -1 ELSE src_port END AS label";
        return $"scope, src_high, src_low, dst_high, dst_low, {label}, protocol, action, own_end, src_place, dst_place, src_network, dst_network, {sums}";
    }

    private void AddMode(SqlText sql)
    {
        if (_query.Label == PortLabel.Source) sql.Add(" AND src_port <> 0");
        switch (_query.Mode)
        {
            case GraphMode.All:
                return;
            case GraphMode.Correlate:
                AddInGroup(sql.Add(" AND "), "src");
                AddInGroup(sql.Add(" AND "), "dst");
                return;
            case GraphMode.Rejects:
                sql.Add(" AND action = ").Value((long)FlowAction.Reject);
                break;
            case GraphMode.Inspect:
                break;
        }

        if (_query.Addresses.Count == 0 && _query.Peers is null) return;
        AddInGroup(sql.Add(" AND (("), "src");
        AddPeers(sql, "dst");
        AddInGroup(sql.Add(") OR ("), "dst");
        AddPeers(sql, "src");
        sql.Add("))");
    }

    // No addresses: every address.
    private void AddInGroup(SqlText sql, string side)
    {
        if (_query.Addresses.Count == 0)
        {
            sql.Add("true");
            return;
        }

        if (_query.Addresses.Count > FewAddresses)
        {
            // Not EXISTS: of that DuckDB makes a join that holds all rows first.
            sql.Add("(").Add(side).Add("_high, ").Add(side).Add("_low) IN (SELECT (high, low) FROM ").Add(_asked).Add(")");
            return;
        }

        // By the high half, which IPv4 addresses share: DuckDB compares with a list at once, and passes over blocks that have none of it.
        var separator = "(";
        foreach (var network in _query.Addresses.GroupBy(address => address.High))
        {
            sql.Add(separator).Add(side).Add("_high = ").Value(network.Key).Add(" AND ").Add(side).Add("_low IN (");
            var comma = "";
            foreach (var address in network)
            {
                sql.Add(comma).Value(address.Low);
                comma = ", ";
            }

            sql.Add(")");
            separator = " OR ";
        }

        sql.Add(")");
    }

    private void AddPeers(SqlText sql, string side)
    {
        if (_query.Peers is { } peers) sql.Add(" AND ").AddWithin(peers, side + "_high", side + "_low");
    }
}
