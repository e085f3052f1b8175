using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>
/// Countries and networks that an account had traffic with: remembered by day in <c>finding_contacts</c>, the first day of each for ever (<see cref="FindingSchema.Expire"/>).
/// </summary>
internal static class ContactDetector
{
    // 0 a country, 1 a network.
    private const byte Country = 0;

    public static void Remember(FindingDay day)
    {
        day.Rows(new SqlText().Add("DELETE FROM finding_contacts WHERE day = ").Value((long)day.Day));
        var sql = new SqlText().Add(
            """
            INSERT INTO finding_contacts
            WITH pairs AS MATERIALIZED (
                SELECT scope, src_place, dst_place, src_network, dst_network, sum(flows) AS flows, sum(flows) FILTER (direction = 2) AS outbound FROM
            """).Add(" ");
        day.AddLinks(sql).Add(
            """
             AS links WHERE action <> 2 AND (src_place <> 0 OR dst_place <> 0 OR src_network <> 0 OR dst_network <> 0) GROUP BY ALL),
            ends AS (
                SELECT account, 0 AS kind, unnest(list_distinct([src.country, dst.country])) AS value, '' AS name, flows, outbound
                FROM pairs JOIN scopes ON scopes.id = scope LEFT JOIN places src ON src.id = src_place LEFT JOIN places dst ON dst.id = dst_place
                UNION ALL
                SELECT account, 1, CASE WHEN is_src THEN src.asn ELSE dst.asn END::VARCHAR, CASE WHEN is_src THEN src.organization ELSE dst.organization END, flows, outbound
                FROM pairs JOIN scopes ON scopes.id = scope CROSS JOIN (VALUES (true), (false)) AS side(is_src)
                    LEFT JOIN networks src ON src.id = src_network LEFT JOIN networks dst ON dst.id = dst_network
                WHERE is_src OR src.asn IS DISTINCT FROM dst.asn)
            SELECT
            """).Add(" ").Value((long)day.Day).Add(
            """
            , account, kind, value, max(name), least(sum(flows), 9223372036854775807)::BIGINT, least(coalesce(sum(outbound), 0), 9223372036854775807)::BIGINT
            FROM ends WHERE value <> '' AND value <> '0' GROUP BY account, kind, value
            """);
        day.Rows(sql);
    }

    public static IEnumerable<FindingDraft> Find(FindingDay day)
    {
        var sql = new SqlText().Add(
            """
            SELECT account, kind, value, name, flows, outbound FROM finding_contacts today
            WHERE day =
            """).Add(" ").Value((long)day.Day).Add(
            """
             AND NOT EXISTS (FROM finding_contacts before WHERE before.day < today.day AND before.account = today.account AND before.kind = today.kind AND before.value = today.value)
                AND account IN (SELECT account FROM finding_contacts GROUP BY account HAVING min(day) <=
            """).Add(" ").Value((long)day.Day - day.Options.BaselineDays).Add(") ORDER BY flows DESC, kind, value");
        foreach (var row in day.Rows(sql))
        {
            var value = (string)row[2]!;
            var isCountry = (byte)row[1]! == Country;
            yield return FirstContactRule.Judge(new FirstContactFacts(
                (string)row[0]!, isCountry ? null : uint.Parse(value, CultureInfo.InvariantCulture), isCountry ? value : (string)row[3]!, (long)row[4]!, (long)row[5]!));
        }
    }

    /// <summary>The day on which values that the account had on this day were first seen, where that is a later one: their findings are there no more.</summary>
    public static List<int> Overtaken(FindingDay day) => day.Rows(new SqlText().Add(
        """
        SELECT DISTINCT findings.day FROM findings JOIN finding_contacts contacts USING (account)
        WHERE findings.kind = 3 AND findings.day > contacts.day AND contacts.day =
        """).Add(" ").Value((long)day.Day).Add(" AND findings.subject = CASE contacts.kind WHEN 0 THEN value ELSE 'AS' || value END")).ConvertAll(row => (int)row[0]!);
}
