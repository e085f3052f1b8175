using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The SQL of a query's common parts.</summary>
internal static class FlowSql
{
    /// <summary>Groups of addresses up to this size are compared one by one, which lets DuckDB skip blocks; larger ones by a join.</summary>
    private const int FewAddresses = 4;

    /// <summary>Adds common table expressions <c>grp</c> (the query's addresses) and <c>matched</c> (its rows), to follow a WITH.</summary>
    public static SqlText AddMatched(this SqlText sql, GraphQuery query)
    {
        if (query.Addresses.Count > FewAddresses && query.Mode != GraphMode.All) sql.Add("grp AS MATERIALIZED (").Addresses(query.Addresses).Add("), ");
        sql.Add("matched AS (SELECT *, ").Add(query.Label == PortLabel.Service ? "service_label" : "CASE WHEN src_port > 1023 THEN -1 ELSE src_port END")
            .Add(" AS label FROM flows WHERE ").AddRange(query.From, query.To).AddScope(query.Account, query.Region);
        if (query.Label == PortLabel.Source) sql.Add(" AND src_port <> 0");
        AddMode(sql, query);
        return sql.Add(")");
    }

    public static SqlText AddRange(this SqlText sql, DateTimeOffset from, DateTimeOffset to) =>
        sql.Add("start_time >= ").Value(Seconds(from)).Add(" AND start_time < ").Value(Seconds(to));

    public static SqlText AddScope(this SqlText sql, string? account, string? region)
    {
        if (account is null && region is null) return sql;
        sql.Add(" AND scope IN (SELECT id FROM scopes WHERE true");
        if (account is not null) sql.Add(" AND account = ").Value(account);
        if (region is not null) sql.Add(" AND region = ").Value(region);
        return sql.Add(")");
    }

    /// <summary>Records' times are whole seconds: from ≤ start and start &lt; to hold with both bounds rounded up.</summary>
    public static long Seconds(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds) < time ? seconds + 1 : seconds;
    }

    private static void AddMode(SqlText sql, GraphQuery query)
    {
        switch (query.Mode)
        {
            case GraphMode.All:
                return;
            case GraphMode.Correlate:
                sql.Add(" AND ");
                AddInGroup(sql, query, "src");
                sql.Add(" AND ");
                AddInGroup(sql, query, "dst");
                return;
            case GraphMode.Rejects:
                sql.Add(" AND action = ").Value((long)FlowAction.Reject);
                break;
            case GraphMode.Inspect:
                break;
        }

        if (query.Addresses.Count == 0 && query.Peers is null) return;
        sql.Add(" AND ((");
        AddInGroup(sql, query, "src");
        AddPeers(sql, query.Peers, "dst");
        sql.Add(") OR (");
        AddInGroup(sql, query, "dst");
        AddPeers(sql, query.Peers, "src");
        sql.Add("))");
    }

    // No addresses: every address.
    private static void AddInGroup(SqlText sql, GraphQuery query, string side)
    {
        if (query.Addresses.Count == 0)
        {
            sql.Add("true");
            return;
        }

        if (query.Addresses.Count > FewAddresses)
        {
            sql.Add("EXISTS (FROM grp WHERE grp.low = ").Add(side).Add("_low AND grp.high = ").Add(side).Add("_high)");
            return;
        }

        sql.Add("(");
        for (var i = 0; i < query.Addresses.Count; i++)
        {
            if (i > 0) sql.Add(" OR ");
            sql.Add(side).Add("_low = ").Value(query.Addresses[i].Low).Add(" AND ").Add(side).Add("_high = ").Value(query.Addresses[i].High);
        }

        sql.Add(")");
    }

    // Exact for any length: up to 64 bits the low half is free, beyond them the high half is fixed.
    private static void AddPeers(SqlText sql, Prefix? peers, string side)
    {
        if (peers is not { } prefix) return;
        sql.Add(" AND ").Add(side).Add("_high BETWEEN ").Value(prefix.First.High).Add(" AND ").Value(prefix.Last.High)
            .Add(" AND ").Add(side).Add("_low BETWEEN ").Value(prefix.First.Low).Add(" AND ").Value(prefix.Last.Low);
    }
}
