using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Tests of addresses, which are two columns: <c>src_high</c> and <c>src_low</c> for the name <c>src</c>.</summary>
internal static class AddressSql
{
    /// <summary>Up to so many ranges are compared one by one, which lets DuckDB skip blocks of rows; more are looked up in a hash table, by length.</summary>
    private const int FewRanges = 8;

    /// <summary>
    /// Up to so many different lengths have a hash table each. More are looked up by their first bits, 8 apart for IPv4 and 16 for IPv6, and compared then: each table takes
    /// a megabyte whatever is in it.
    /// </summary>
    private const int FewLengths = 6;

    private static readonly Address First = new(0, 1);

    /// <summary>The condition, in brackets where it is more than one term. "No address", 0, passes no test.</summary>
    public static void Add(SqlText sql, string name, AddressTest test)
    {
        var few = test.Prefixes.Count <= FewRanges;
        if (few)
        {
            // The least address that there is comes after "no address".
            var ranges = test.Prefixes.Where(prefix => !prefix.Last.IsNone).Select(prefix => new AddressRange(prefix.First.IsNone ? First : prefix.First, prefix.Last)).ToArray();
            if (ranges.Length == 0) sql.Add("false");
            else Add(sql, name, ranges);
            return;
        }

        var byLength = test.Prefixes.Where(prefix => !prefix.First.IsNone).GroupBy(LengthOf).OrderBy(group => group.Key).ToArray();
        var withNone = test.Prefixes.Where(prefix => prefix.First.IsNone && !prefix.Last.IsNone).ToArray();
        sql.Add("(");
        var isCoarse = byLength.Length > FewLengths;
        if (isCoarse) byLength = [.. byLength.SelectMany(group => group).GroupBy(CoarseLengthOf)];
        for (var i = 0; i < byLength.Length; i++)
        {
            if (i > 0) sql.Add(" OR ");
            if (isCoarse) AddCoarse(sql, name, byLength[i].Key, [.. byLength[i]]);
            else AddMany(sql, name, byLength[i].Key, [.. byLength[i]]);
        }

        foreach (var prefix in withNone)
        {
            sql.Add(" OR ");
            AddRange(sql, name, new AddressRange(First, prefix.Last));
        }

        sql.Add(")");
    }

    public static void Add(SqlText sql, string name, IReadOnlyList<AddressRange> ranges)
    {
        if (ranges.Count > 1) sql.Add("(");
        for (var i = 0; i < ranges.Count; i++)
        {
            if (i > 0) sql.Add(" OR ");
            AddRange(sql, name, ranges[i]);
        }

        if (ranges.Count > 1) sql.Add(")");
    }

    /// <summary>Both are there and the same.</summary>
    public static void Add(SqlText sql, string left, string right) =>
        sql.Add($"({left}_low = {right}_low AND {left}_high = {right}_high AND ({left}_low <> 0 OR {left}_high <> 0))");

    private static void AddRange(SqlText sql, string name, AddressRange range)
    {
        var (first, last) = range;
        if (first.High == last.High)
        {
            if (first.Low == last.Low) sql.Add("(").Add(name).Add("_low = ").Value(first.Low);
            else sql.Add("(").Add(name).Add("_low BETWEEN ").Value(first.Low).Add(" AND ").Value(last.Low);
            sql.Add(" AND ").Add(name).Add("_high = ").Value(first.High).Add(")");
            return;
        }

        // The highs between are there with every low; the first and the last high only with a part of them, unless that is all.
        var from = first.Low == 0 ? first.High : first.High + 1;
        var to = last.Low == ulong.MaxValue ? last.High : last.High - 1;
        sql.Add("(");
        var terms = 0;
        if (from != first.High)
        {
            sql.Add(name).Add("_high = ").Value(first.High).Add(" AND ").Add(name).Add("_low >= ").Value(first.Low);
            terms++;
        }

        if (from <= to)
        {
            if (terms++ > 0) sql.Add(" OR ");
            sql.Add(name).Add("_high BETWEEN ").Value(from).Add(" AND ").Value(to);
        }

        if (to != last.High)
        {
            if (terms > 0) sql.Add(" OR ");
            sql.Add(name).Add("_high = ").Value(last.High).Add(" AND ").Add(name).Add("_low <= ").Value(last.Low);
        }

        sql.Add(")");
    }

    // Prefixes of one length are equal where their first bits are: one look-up, however many they are.
    private static void AddMany(SqlText sql, string name, int length, Prefix[] prefixes)
    {
        if (length <= 64)
        {
            sql.Add("(").Add(name).Add("_high & ").Value(Mask(length)).Add(") IN (SELECT unnest(").Array([.. prefixes.Select(prefix => prefix.First.High)]).Add("))");
            return;
        }

        var byHigh = prefixes.GroupBy(prefix => prefix.First.High).ToArray();
        if (byHigh.Length == 1)
        {
            // All of IPv4.
            sql.Add("(").Add(name).Add("_high = ").Value(byHigh[0].Key).Add(" AND (").Add(name).Add("_low & ").Value(Mask(length - 64))
                .Add(") IN (SELECT unnest(").Array([.. prefixes.Select(prefix => prefix.First.Low)]).Add(")))");
            return;
        }

        sql.Add("(").Add(name).Add("_high, ").Add(name).Add("_low & ").Value(Mask(length - 64)).Add(") IN (SELECT (high, low) FROM (SELECT unnest(")
            .Array([.. prefixes.Select(prefix => prefix.First.High)]).Add(") AS high, unnest(").Array([.. prefixes.Select(prefix => prefix.First.Low)]).Add(") AS low))");
    }

    private static void AddCoarse(SqlText sql, string name, int length, Prefix[] prefixes)
    {
        var (high, low) = (Mask(Math.Min(length, 64)), Mask(Math.Max(length - 64, 0)));
        void Column(Func<Prefix, ulong> value, string column) => sql.Add("unnest(").Array([.. prefixes.Select(value)]).Add(") AS ").Add(column);
        sql.Add("EXISTS (FROM (SELECT ");
        Column(prefix => prefix.First.High & high, "key_high, ");
        Column(prefix => prefix.First.Low & low, "key_low, ");
        Column(prefix => prefix.First.High, "first_high, ");
        Column(prefix => prefix.Last.High, "last_high, ");
        Column(prefix => prefix.First.Low, "first_low, ");
        Column(prefix => prefix.Last.Low, "last_low");
        sql.Add(") AS prefixes WHERE key_high = (").Add(name).Add("_high & ").Value(high).Add(") AND key_low = (").Add(name).Add("_low & ").Value(low).Add(") AND ")
            .Add(name).Add("_high BETWEEN first_high AND last_high AND ").Add(name).Add("_low BETWEEN first_low AND last_low)");
    }

    private static int CoarseLengthOf(Prefix prefix) => LengthOf(prefix) is var length && prefix.First.IsIPv4 && prefix.Last.IsIPv4 ? length / 8 * 8 : length / 16 * 16;

    private static int LengthOf(Prefix prefix) => prefix.First.IsIPv4 && prefix.Last.IsIPv4 ? prefix.Length + 96 : prefix.Length;

    private static ulong Mask(int bits) => bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
}
