using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The SQL of a query's common parts.</summary>
internal static class FlowSql
{
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
}
