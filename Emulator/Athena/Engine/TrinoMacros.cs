namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>
/// Functions of Trino that DuckDB has not, or has otherwise, in its own SQL. An IPADDRESS is a UHUGEINT here (an IPv4 address in its mapped form),
/// which nothing else in Trino's types becomes; an IPPREFIX is its text.
/// </summary>
internal static class TrinoMacros
{
    private const string Mapped = "281470681743360::UHUGEINT"; // ::ffff:0:0

    public static readonly string[] Statements =
    [
        .. Concat(),
        "CREATE MACRO trino_from_unixtime(x) AS to_timestamp(x::DOUBLE), (x, zone) AS to_timestamp(x::DOUBLE)",
        "CREATE MACRO trino_date(x) AS CAST(x AS DATE)",
        "CREATE MACRO trino_element_at(a, i) AS a[i]",
        "CREATE MACRO trino_from_iso8601_timestamp(s) AS CAST(s AS TIMESTAMPTZ)",
        "CREATE MACRO trino_to_iso8601(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%gZ')",
        "CREATE MACRO trino_date_add(unit, n, t) AS t + CASE lower(unit) WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN "
            + "to_seconds(n) WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n) "
            + "WHEN 'day' THEN to_days(n::INTEGER) WHEN 'week' THEN to_days(7 * n::INTEGER) WHEN 'month' THEN to_months(n::INTEGER) WHEN "
            + "'quarter' THEN to_months(3 * n::INTEGER) WHEN 'year' THEN to_years(n::INTEGER) END",
        "CREATE MACRO trino_regexp_extract(s, p) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END, (s, p, g) AS CASE WHEN "
            + "regexp_matches(s, p) THEN regexp_extract(s, p, g) END",
        "CREATE MACRO trino_regexp_replace(s, p) AS regexp_replace(s, p, '', 'g'), (s, p, r) AS regexp_replace(s, p, replace(r, '$', '\\'), 'g')",
        "CREATE MACRO trino_bitwise_and(a, b) AS a & b",
        "CREATE MACRO trino_bitwise_or(a, b) AS a | b",
        "CREATE MACRO trino_left_shift(a, b) AS a << b",
        "CREATE MACRO trino_right_shift(a, b) AS a >> b",
        // Addresses
        "CREATE MACRO trino_right(ip, n) AS ip >> n::UHUGEINT",
        "CREATE MACRO trino_group(ip, n, mask) AS ((ip >> n::UHUGEINT) & mask::UHUGEINT)::UBIGINT",
        "CREATE MACRO trino_masked(ip, n) AS (ip >> n::UHUGEINT) << n::UHUGEINT",
        "CREATE MACRO trino_hex(g) AS ('0x' || g)::UBIGINT::UHUGEINT",
        $"CREATE MACRO trino_v4(t) AS CASE WHEN regexp_full_match(t, '[0-9]{{1,3}}(\\.[0-9]{{1,3}}){{3}}') AND list_max(string_split(t, "
            + $"'.')::INTEGER[]) <= 255 THEN {Mapped} "
            + "+ list_reduce(string_split(t, '.')::UBIGINT[], lambda a, b: a * 256 + b)::UHUGEINT END",
        // An IPv4 tail is two groups.
        "CREATE MACRO trino_groups(t) AS CASE WHEN t LIKE '%.%' THEN regexp_extract(t, '^(.*:)[0-9.]+$', 1) || "
            + "to_hex(trino_group(trino_v4(regexp_extract(t, '[0-9.]+$')), 16, 65535)) || ':' || to_hex(trino_group(trino_v4(regexp_extract(t, "
            + "'[0-9.]+$')), 0, 65535)) ELSE t END",
        "CREATE MACRO trino_part(t) AS list_filter(string_split(t, ':'), lambda g: g <> '')",
        // A macro's argument stands wherever its name does: what is long and used more than once is handed to a lambda, or statements become a
        // hundred thousand nodes.
        "CREATE MACRO trino_full(t) AS list_transform([t], lambda s: CASE WHEN s LIKE '%::%' THEN trino_part(split_part(s, '::', 1)) || "
            + "list_resize([]::VARCHAR[], greatest(0, 8 - len(trino_part(split_part(s, '::', 1))) - len(trino_part(split_part(s, '::', 2)))), "
            + "'0') "
            + "|| trino_part(split_part(s, '::', 2)) ELSE string_split(s, ':') END)[1]",
        "CREATE MACRO trino_v6(t) AS list_transform([trino_full(trino_groups(t))], lambda f: CASE WHEN t LIKE '%:%' AND "
            + "regexp_full_match(t, '[0-9a-fA-F:]*(:[0-9]{1,3}(\\.[0-9]{1,3}){3})?') AND NOT t LIKE '%:::%' AND NOT t LIKE '%::%::%' "
            + "AND len(f) = 8 AND (t LIKE '%::%' OR (t NOT LIKE ':%' AND t NOT LIKE '%:')) AND len(list_filter(f, lambda g: NOT "
            + "regexp_full_match(g, '[0-9a-fA-F]{1,4}'))) = 0 "
            + "THEN list_reduce(list_transform(f, lambda g: trino_hex(g)), lambda a, b: a * 65536 + b) END)[1]",
        "CREATE MACRO trino_try_ip(t) AS coalesce(trino_v4(t), trino_v6(t))",
        "CREATE MACRO trino_ip(t) AS CASE WHEN t IS NULL THEN NULL ELSE coalesce(trino_try_ip(t), error('Cannot cast value to IPADDRESS: ' "
            + "|| t)::UHUGEINT) END",
        "CREATE MACRO trino_is_v4(ip) AS trino_right(ip, 32) = 65535::UHUGEINT",
        "CREATE MACRO trino_contains(net, ip) AS list_transform([ip], lambda x: list_transform([trino_ip(split_part(net, '/', 1))], lambda "
            + "n: (strpos(net, ':') = 0) = trino_is_v4(x) AND CASE WHEN split_part(net, '/', 2) = '0' THEN true "
            + "WHEN strpos(net, ':') = 0 THEN trino_right(n, 32 - split_part(net, '/', 2)::INTEGER) = trino_right(x, 32 - split_part(net, "
            + "'/', 2)::INTEGER) "
            + "ELSE trino_right(n, 128 - split_part(net, '/', 2)::INTEGER) = trino_right(x, 128 - split_part(net, '/', 2)::INTEGER) END)[1])[1]",
        "CREATE MACRO trino_text6(s) AS " + Compressed(),
        "CREATE MACRO trino_ip_text(ip) AS CASE WHEN trino_is_v4(ip) THEN trino_group(ip, 24, 255)::VARCHAR || '.' || trino_group(ip, 16, "
            + "255)::VARCHAR || '.' || trino_group(ip, 8, 255)::VARCHAR || '.' || trino_group(ip, 0, 255)::VARCHAR "
            + "ELSE trino_text6(array_to_string(list_transform([112, 96, 80, 64, 48, 32, 16, 0], lambda n: lower(to_hex(trino_group(ip, n, "
            + "65535)))), ':')) END",
        "CREATE MACRO trino_ip_prefix(ip, bits) AS trino_ip_text(CASE WHEN trino_is_v4(ip) THEN CASE WHEN bits = 0 THEN " + Mapped + " ELSE trino_masked(ip, 32 - bits) END WHEN bits = 0 THEN 0::UHUGEINT ELSE trino_masked(ip, 128 - bits) END) || '/' || bits::VARCHAR",
    ];

    private static IEnumerable<string> Concat()
    {
        // Trino's concat of NULL is NULL, DuckDB's is not.
        var overloads = Enumerable.Range(2, 9).Select(count => Enumerable.Range(0, count).Select(i => $"p{i}").ToArray())
            .Select(names => $"({string.Join(", ", names)}) AS {string.Join(" || ", names)}");
        yield return "CREATE MACRO trino_concat" + string.Join(", ", overloads);
    }

    // RFC 5952: the longest run of zeros, from two groups on, becomes "::".
    private static string Compressed()
    {
        var cases = string.Concat(Enumerable.Range(2, 6).Reverse()
            .Select(length => $" WHEN regexp_matches(s, '(^|:)0(:0){{{length - 1}}}(:|$)') THEN regexp_replace(s, '(^|:)0(:0){{{length - 1}}}(:|$)', '::')"));
        return "CASE WHEN s = '0:0:0:0:0:0:0:0' THEN '::'" + cases + " ELSE s END";
    }
}
