using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Sources that try passwords: see <see cref="BruteForceRule"/>. Rejects of scanners are theirs already, and those of the internet are <see cref="InternetScanDetector"/>'s.</summary>
internal static class BruteForceDetector
{
    // Pairs whose connections are counted one by one.
    private const int MaxPairs = 2000;

    public static IEnumerable<FindingDraft> Find(FindingDay day) =>
        Rejected(day).Where(pair => !day.Scanners.Contains((pair.Scope, pair.Source))).Select(pair => (pair, Accepted: false))
            .Concat(Accepted(day).Select(pair => (pair, Accepted: true)))
            .GroupBy(item => (item.pair.Scope, item.pair.Source, item.pair.Label, item.Accepted))
            .Select(group => BruteForceRule.Judge(
                new BruteForceFacts(
                    day.Scopes[group.Key.Scope].Account, day.Scopes[group.Key.Scope].Region, group.Key.Source, group.Key.Label,
                    group.Count(), group.Sum(item => item.pair.Attempts), group.Key.Accepted),
                day.Options));

    private static List<Pair> Rejected(FindingDay day)
    {
        var sql = new SqlText().Add("SELECT scope, src_high, src_low, label, sum(flows)::BIGINT FROM ");
        day.AddLinks(sql).Add(" AS links WHERE action = 2 AND protocol = 6 AND direction IN (2, 3) AND label IN ");
        FindingDay.AddList(sql, day.Options.BruteForceServices).Add(" GROUP BY scope, src_high, src_low, dst_high, dst_low, label HAVING sum(flows) >= ").Value((long)day.Options.BruteForceAttempts);
        return day.Rows(sql).ConvertAll(Pair.Of);
    }

    /// <summary>Links say which may have enough attempts; records tell attempts, which have a source port each, from long connections, and from answers.</summary>
    private static List<Pair> Accepted(FindingDay day)
    {
        var options = day.Options;
        var sql = new SqlText().Add("WITH busy AS MATERIALIZED (SELECT scope, src_high, src_low, dst_high, dst_low, label FROM ");
        day.AddLinks(sql).Add(" AS links WHERE action = 1 AND protocol = 6 AND (direction = 1 AND label IN ");
        FindingDay.AddList(sql, options.BruteForceServices).Add(" OR direction IN (2, 3) AND label IN ");
        FindingDay.AddList(sql, options.LoginServices).Add(") GROUP BY ALL HAVING sum(flows) >= ").Value((long)options.BruteForceAttempts)
            .Add(" AND sum(packets) <= ").Value((long)options.BruteForcePackets)
            .Add($" * sum(flows) ORDER BY sum(flows) DESC, scope, src_high, src_low, dst_high, dst_low, label LIMIT {MaxPairs}), ");
        // Where nobody answers, nobody asks for a password: that is a scan.
        sql.Add("answers AS (SELECT DISTINCT scope, dst_high AS src_high, dst_low AS src_low, src_high AS dst_high, src_low AS dst_low, label FROM ");
        day.AddLinks(sql).Add(" AS links WHERE action = 1 AND protocol = 6 AND label IN (SELECT label FROM busy)), ");
        sql.Add("candidates AS MATERIALIZED (FROM busy SEMI JOIN answers USING (scope, src_high, src_low, dst_high, dst_low, label)) ");
        sql.Add("SELECT scope, src_high, src_low, label, count(DISTINCT src_port) AS attempts FROM ");
        day.AddFlows(sql).Add(
            """
             AS flows SEMI JOIN candidates USING (scope, src_high, src_low, dst_high, dst_low, label)
            WHERE action = 1 AND protocol = 6 AND dst_port = label GROUP BY scope, src_high, src_low, dst_high, dst_low, label HAVING attempts >=
            """).Add(" ").Value((long)options.BruteForceAttempts).Add(" AND sum(packets) <= ").Value((long)options.BruteForcePackets).Add(" * count(DISTINCT src_port)");
        return day.Rows(sql).ConvertAll(Pair.Of);
    }

    private readonly record struct Pair(int Scope, Address Source, int Label, long Attempts)
    {
        public static Pair Of(object?[] row) => new((int)row[0]!, FindingDay.AddressOf(row[1], row[2]), (int)row[3]!, (long)row[4]!);
    }
}
