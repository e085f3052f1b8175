using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Whose addresses are whose: for each address the interface that logged it as its own end, in the question's window, account and region, whatever else the question asks. Of several the one
/// with an id before one without, then the one whose last record ended last, then the least by id, account, region, VPC, subnet and instance.
/// </summary>
internal sealed class GraphOwners(DuckDbConnection connection, GraphQuery query, int window, CancellationToken cancellationToken)
{
    private readonly string _all = $"owned{window}";
    private bool _made;

    /// <summary>The name of a temporary table of all of them: high, low, account, region, interface_id, vpc_id, subnet_id, instance_id.</summary>
    public string Table()
    {
        if (_made) return _all;
        Make(_all, null);
        _made = true;
        return _all;
    }

    /// <summary>Likewise, of a table's addresses (high, low) alone, which costs less.</summary>
    public string Table(string addresses)
    {
        if (_made) return _all;
        var name = $"{_all}_of_{addresses}";
        Make(name, addresses);
        return name;
    }

    private void Make(string name, string? addresses)
    {
        var sql = new SqlText().Add("CREATE TEMP TABLE ").Add(name).Add(
            """
             AS WITH seen AS (
                SELECT high, low, origin, max(last) AS last FROM
            """).Add(" ");
        QueryPlanner.Plan(connection, query with { Filter = null, Table = LakeTable.Flows }, null, LakeTable.Owners, cancellationToken).AddTo(sql, Columns, AddOwn);
        if (addresses is not null) sql.Add(" SEMI JOIN ").Add(addresses).Add(" USING (high, low)");
        sql.Add(
            """
             GROUP BY ALL)
            SELECT DISTINCT ON (high, low) high, low, account, region, interface_id, vpc_id, subnet_id, instance_id
            FROM seen JOIN origins ON origins.id = origin JOIN scopes ON scopes.id = origins.scope
            ORDER BY high, low, interface_id IS NULL, last DESC, interface_id, account, region, vpc_id NULLS LAST, subnet_id NULLS LAST, instance_id NULLS LAST
            """);
        connection.Run(sql, cancellationToken);
    }

    private static string Columns(LakeTable table) => table.IsFlows
        ? "CASE own_end WHEN 1 THEN src_high ELSE dst_high END AS high, CASE own_end WHEN 1 THEN src_low ELSE dst_low END AS low, origin, end_time AS last"
        : "high, low, origin, last";

    private static void AddOwn(SqlText sql, LakeTable table)
    {
        if (table.IsFlows) sql.Add(" AND own_end <> 0");
    }
}
