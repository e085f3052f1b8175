using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Services of hosts that are refused, and were not on the days before.</summary>
internal static class RejectsBeganDetector
{
    // Of each scope, inbound and not: the most refused.
    private const int MaxServices = 200;

    public static IEnumerable<FindingDraft> Find(FindingDay day)
    {
        var options = day.Options;
        var sql = new SqlText().Add(
            """
            WITH refused AS (
                SELECT scope, dst_high, dst_low, label, direction = 1 AS inbound, sum(flows)::BIGINT AS flows, count(DISTINCT {h: src_high, l: src_low}) AS sources, min(first) AS first FROM
            """).Add(" ");
        day.AddLinks(sql).Add(" AS links WHERE action = 2 AND direction IN (1, 2, 3) AND label >= 0");
        foreach (var (scope, source) in day.Scanners) sql.Add(" AND NOT (scope = ").Value((long)scope).Add(" AND src_high = ").Value(source.High).Add(" AND src_low = ").Value(source.Low).Add(")");
        sql.Add(" GROUP BY ALL HAVING sum(flows) >= ").Value((long)options.RejectsBeganFlows).Add(
            $"""
            ),
            today AS MATERIALIZED (FROM refused QUALIFY row_number() OVER (PARTITION BY scope, inbound ORDER BY flows DESC, dst_high, dst_low, label) <= {MaxServices}),
            before AS (
                SELECT scope, dst_high, dst_low, label, direction = 1 AS inbound, sum(flows) FILTER (action = 2) AS rejected, coalesce(sum(flows) FILTER (action = 1), 0)::BIGINT AS accepted FROM
            """).Add(" ");
        day.AddLinksBefore(sql).Add(" AS links SEMI JOIN today USING (scope, dst_high, dst_low, label) WHERE direction IN (1, 2, 3) GROUP BY ALL), known AS (SELECT scope FROM ");
        day.AddLinksBefore(sql).Add(" AS links GROUP BY scope HAVING min(first) < ").Value(FindingDay.StartOf(day.Day - options.BaselineDays + 1).ToUnixTimeSeconds()).Add(
            """
            )
            SELECT today.scope, today.dst_high, today.dst_low, today.label, today.inbound, today.flows, today.sources, today.first, coalesce(before.accepted, 0)
            FROM today SEMI JOIN known USING (scope) LEFT JOIN before USING (scope, dst_high, dst_low, label, inbound)
            WHERE before.rejected IS NULL ORDER BY ALL
            """);
        foreach (var row in day.Rows(sql))
        {
            var scope = (int)row[0]!;
            var (account, region) = day.Scopes[scope];
            var facts = new RejectsBeganFacts(
                account, region, FindingDay.AddressOf(row[1], row[2]), (int)row[3]!, row[4] is true, (long)row[5]!, (long)row[6]!, (long)row[7]!, (long)row[8]!,
                [.. day.Scanners.Where(scanner => scanner.Scope == scope).Select(scanner => scanner.Source).Order()]);
            if (RejectsBeganRule.Judge(facts, options) is { } draft) yield return draft;
        }
    }
}
