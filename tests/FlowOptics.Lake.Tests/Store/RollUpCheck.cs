using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake.Tests.Store;

/// <summary>Compares the roll-ups of all that is sealed with the rows of flows, in one snapshot.</summary>
internal static class RollUpCheck
{
    private const string Link = "scope, src_high, src_low, dst_high, dst_low, service_label, protocol, action, own_end, direction, src_place, dst_place, src_network, dst_network";
    private const string LinkColumns = "scope, src_high, src_low, dst_high, dst_low, label, protocol, action, own_end, direction, src_place, dst_place, src_network, dst_network, flows, packets, bytes, first, last";
    private const string Sums = "count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes";

    private const string Place =
        $"""
        scope, direction, action, CASE WHEN direction IN (1, 4) THEN src_place WHEN direction = 2 THEN dst_place ELSE 0 END AS place,
        CASE WHEN direction IN (1, 4) THEN src_network WHEN direction = 2 THEN dst_network ELSE 0 END AS network, {Sums}
        """;

    private const string Hours = "FROM flows WHERE start_time // 3600 IN (SELECT number FROM sealed WHERE unit = 0)";
    private const string Days = "FROM flows WHERE start_time // 86400 IN (SELECT number FROM sealed WHERE unit = 1)";

    private static readonly (string RollUp, string Expected)[] Pairs =
    [
        ($"SELECT day, {LinkColumns} FROM links_day", $"SELECT start_time // 86400, {Link}, {Sums}, min(start_time), max(end_time) {Days} GROUP BY ALL"),
        (
            "SELECT hour, scope, direction, action, protocol, label, flows, packets, bytes FROM services_hour",
            $"SELECT start_time // 3600, scope, direction, action, protocol, service_label, {Sums} {Hours} GROUP BY ALL"),
        ("SELECT hour, scope, direction, action, place, network, flows, packets, bytes FROM places_hour", $"SELECT start_time // 3600, {Place} {Hours} GROUP BY ALL"),
        ("SELECT day, scope, direction, action, place, network, flows, packets, bytes FROM places_day", $"SELECT start_time // 86400, {Place} {Days} GROUP BY ALL"),
        (
            "SELECT day, scope, high, low, sent, action, own_end, flows, packets, bytes FROM hosts_day",
            $"""
            SELECT start_time // 86400, scope, src_high, src_low, true, action, own_end, {Sums} {Days} GROUP BY ALL
            UNION ALL SELECT start_time // 86400, scope, dst_high, dst_low, false, action, own_end, {Sums} {Days} GROUP BY ALL
            """),
        (
            "SELECT hour, high, low, origin, first, last FROM owners",
            $"""
            SELECT hour, high, low, origin, min(first), max(last) FROM (
                SELECT start_time // 3600 AS hour, src_high AS high, src_low AS low, origin, start_time AS first, end_time AS last {Hours} AND own_end = 1
                UNION ALL SELECT start_time // 3600, dst_high, dst_low, origin, start_time, end_time {Hours} AND own_end = 2) GROUP BY ALL
            """),
    ];

    /// <returns>How many hours and days are sealed.</returns>
    public static (long Hours, long Days) AssertExact(LakeDatabase lake)
    {
        using var connection = lake.Connect();
        return AssertExact(connection);
    }

    public static (long Hours, long Days) AssertExact(DuckDbConnection connection)
    {
        using var snapshot = connection.BeginTransaction();
        foreach (var (rollUp, expected) in Pairs)
        {
            Assert.Equal(0L, Count(connection, $"(({rollUp}) EXCEPT ALL ({expected})) UNION ALL (({expected}) EXCEPT ALL ({rollUp}))"));
        }

        Assert.Equal(0L, Count(connection, "SELECT unit, number FROM sealed GROUP BY ALL HAVING count(*) > 1"));
        Assert.Equal(0L, Count(connection, "SELECT number FROM sealed AS d WHERE unit = 1 AND (SELECT count(*) FROM sealed AS h WHERE h.unit = 0 AND h.number // 24 = d.number) < 24"));
        return (Count(connection, "FROM sealed WHERE unit = 0"), Count(connection, "FROM sealed WHERE unit = 1"));
    }

    private static long Count(DuckDbConnection connection, string query)
    {
        using var result = connection.Query($"SELECT count(*) FROM ({query})");
        return (long)result.ToRows()[0][0]!;
    }
}
