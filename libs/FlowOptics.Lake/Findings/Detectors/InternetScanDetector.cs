namespace FlowOptics.Lake;

/// <summary>What the internet was refused, by account.</summary>
internal static class InternetScanDetector
{
    public static IEnumerable<FindingDraft> Find(FindingDay day)
    {
        var sql = new SqlText().Add(
            """
            SELECT account, sum(flows)::BIGINT, count(DISTINCT {h: src_high, l: src_low}), count(DISTINCT {h: dst_high, l: dst_low}), count(DISTINCT label) FILTER (label >= 0) FROM
            """).Add(" ");
        day.AddLinks(sql).Add(" AS links JOIN scopes ON scopes.id = scope WHERE direction = 1 AND action = 2 GROUP BY account HAVING sum(flows) >= ").Value((long)day.Options.InternetScanFlows);
        foreach (var row in day.Rows(sql))
        {
            if (InternetScanRule.Judge((string)row[0]!, (long)row[1]!, (long)row[2]!, (long)row[3]!, (long)row[4]!, day.Options) is { } draft) yield return draft;
        }
    }
}
