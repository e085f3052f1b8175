namespace FlowOptics.Lake;

/// <summary>What hosts sent to the internet: remembered by day in <c>finding_volumes</c>, and compared with the days before.</summary>
internal static class VolumeDetector
{
    public static void Remember(FindingDay day)
    {
        Forget(day);
        var sql = new SqlText().Add("INSERT INTO finding_volumes SELECT ").Value((long)day.Day)
            .Add(", scope, src_high, src_low, least(sum(bytes), 9223372036854775807)::BIGINT FROM ");
        day.Rows(day.AddLinks(sql).Add(" AS links WHERE direction = 2 AND action <> 2 GROUP BY ALL"));
    }

    public static IEnumerable<FindingDraft> Find(FindingDay day)
    {
        var sql = new SqlText().Add(
            """
            SELECT today.scope, today.high, today.low, today.bytes, before.bytes
            FROM finding_volumes today JOIN finding_volumes before USING (scope, high, low)
            WHERE today.day =
            """).Add(" ").Value((long)day.Day).Add(" AND today.bytes >= ").Value(day.Options.VolumeFloorBytes)
            .Add(" AND before.day >= ").Value((long)day.Day - day.Options.LookbackDays).Add(" AND before.day < ").Value((long)day.Day)
            .Add(" ORDER BY ALL");
        foreach (var host in day.Rows(sql).GroupBy(row => (Scope: (int)row[0]!, Host: FindingDay.AddressOf(row[1], row[2]), Bytes: (long)row[3]!)))
        {
            var (account, region) = day.Scopes[host.Key.Scope];
            if (VolumeRule.Judge(account, region, host.Key.Host, host.Key.Bytes, [.. host.Select(row => (long)row[4]!)], day.Options) is { } draft) yield return draft;
        }
    }

    private static void Forget(FindingDay day) => day.Rows(new SqlText().Add("DELETE FROM finding_volumes WHERE day = ").Value((long)day.Day));
}
