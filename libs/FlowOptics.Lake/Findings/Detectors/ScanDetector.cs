using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Sources of probes: see <see cref="ScanFacts"/>.</summary>
internal static class ScanDetector
{
    // ICMP and ICMPv6, as LinkLabel numbers protocols without ports.
    private const string IsProbeLabel = "(label >= 0 OR label IN (-3, -60))";

    // Beyond it the sources with the fewest suspicious links are not looked at.
    private const int MaxSources = 500;

    public static IEnumerable<FindingDraft> Find(FindingDay day)
    {
        var options = day.Options;
        var least = Math.Min(options.ScanPorts, options.SweepHosts);
        var sql = new SqlText();
        // A link whose records have few packets on average has a row that does, so this finds each source that may have enough probes.
        sql.Add("WITH candidates AS MATERIALIZED (SELECT scope, src_high, src_low FROM ");
        day.AddLinks(sql).Add($" AS links WHERE direction IN (2, 3) AND {IsProbeLabel} AND (action = 2 OR packets <= ").Value((long)options.ProbePackets)
            .Add(" * flows) GROUP BY ALL HAVING count(*) >= ").Value((long)least).Add($" ORDER BY count(*) DESC, scope, src_high, src_low LIMIT {MaxSources}), ");
        sql.Add("sent AS (SELECT scope, src_high, src_low, dst_high, dst_low, label FROM ");
        day.AddLinks(sql).Add($" AS links SEMI JOIN candidates USING (scope, src_high, src_low) WHERE direction IN (2, 3) AND {IsProbeLabel} ")
            .Add("GROUP BY ALL HAVING max(action) = 2 OR sum(packets) <= ").Value((long)options.ProbePackets).Add(" * sum(flows)), ");
        sql.Add("answered AS (SELECT DISTINCT links.scope, links.dst_high AS src_high, links.dst_low AS src_low, links.src_high AS dst_high, links.src_low AS dst_low, label FROM ");
        day.AddLinks(sql).Add(
            """
             AS links JOIN candidates ON candidates.scope = links.scope AND candidates.src_high = links.dst_high AND candidates.src_low = links.dst_low WHERE action <> 2),
            probes AS MATERIALIZED (FROM sent ANTI JOIN answered USING (scope, src_high, src_low, dst_high, dst_low, label)),
            hosts AS (SELECT scope, src_high, src_low, dst_high, dst_low, count(*) FILTER (label >= 0) AS ports FROM probes GROUP BY ALL),
            sources AS (SELECT scope, src_high, src_low, count(*) AS hosts, max(ports) AS max_ports, count(*) FILTER (ports >=
            """).Add(" ").Value((long)options.ScanPorts).Add(") AS scanned, arg_max({h: dst_high, l: dst_low}, {p: ports, h: 18446744073709551615 - dst_high, l: 18446744073709551615 - dst_low}) AS host FROM hosts GROUP BY ALL HAVING hosts >= ")
            .Value((long)options.SweepHosts).Add(" OR max_ports >= ").Value((long)options.ScanPorts).Add(
            """
            )
            SELECT scope, src_high, src_low, sources.hosts, max_ports, scanned, host.h, host.l, label, count(*) AS on_hosts
            FROM sources JOIN probes USING (scope, src_high, src_low) GROUP BY ALL ORDER BY scope, src_high, src_low, on_hosts DESC, label
            """);
        foreach (var source in day.Rows(sql).GroupBy(row => (Scope: (int)row[0]!, Source: FindingDay.AddressOf(row[1], row[2]))))
        {
            var first = source.First();
            var labels = source.Select(row => new ScanLabel((int)row[8]!, (long)row[9]!)).ToList();
            var (account, region) = day.Scopes[source.Key.Scope];
            var facts = new ScanFacts(
                account, region, source.Key.Source, (long)first[3]!, labels.Count(label => label.Label >= 0), (long)first[4]!, (long)first[5]!,
                FindingDay.AddressOf(first[6], first[7]), labels);
            if (ScanRule.Judge(facts, options) is not { } draft) continue;
            day.Scanners.Add(source.Key);
            yield return draft;
        }
    }
}
