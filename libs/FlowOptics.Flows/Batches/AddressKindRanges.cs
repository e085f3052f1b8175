namespace FlowOptics.Flows;

/// <summary>
/// <see cref="AddressKinds.KindOf"/> the other way round: all addresses of a kind, for those who have to ask for them without the rule (SQL). The rule stays the
/// only one: here is written where it may change, and it is asked what it says from there on.
/// </summary>
public static class AddressKindRanges
{
    private const string IPv4 =
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.9/32 192.0.0.10/32 192.0.2.0/24 192.88.99.0/24
        192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
        """;

    private const string IPv6 =
        """
        ::/128 ::1/128 64:ff9b::/96 2000::/3 2001::/23 2001:1::1/128 2001:1::2/128 2001:1::3/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28
        2001:db8::/32 3fff::/20 fc00::/7 fe80::/10 ff00::/8
        """;

    private static readonly (AddressRange Range, AddressKind Kind)[] All = [.. Ranges()];

    /// <summary>All addresses of some kinds, in order, apart from each other. "No address" is of the kind that the rule says.</summary>
    public static IReadOnlyList<AddressRange> Of(Func<AddressKind, bool> isWanted)
    {
        var ranges = new List<AddressRange>();
        var wasWanted = false;
        foreach (var (range, kind) in All)
        {
            var wanted = isWanted(kind);
            if (wanted && wasWanted) ranges[^1] = ranges[^1] with { Last = range.Last };
            else if (wanted) ranges.Add(range);
            wasWanted = wanted;
        }

        return ranges;
    }

    private static IEnumerable<(AddressRange Range, AddressKind Kind)> Ranges()
    {
        var starts = new SortedSet<UInt128> { UInt128.Zero };
        foreach (var prefix in Prefixes())
        {
            starts.Add(Number(prefix.First));
            if (Number(prefix.Last) != UInt128.MaxValue) starts.Add(Number(prefix.Last) + 1);
        }

        var ordered = starts.ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            var first = ToAddress(ordered[i]);
            yield return (new AddressRange(first, ToAddress(i + 1 < ordered.Length ? ordered[i + 1] - 1 : UInt128.MaxValue)), AddressKinds.KindOf(first));
        }
    }

    private static IEnumerable<Prefix> Prefixes()
    {
        foreach (var text in Words(IPv6)) yield return Parse(text);
        yield return Prefix.Of(new Address(0, 0x0000_FFFF_0000_0000), 0);
        foreach (var text in Words(IPv4))
        {
            var prefix = Parse(text);
            yield return prefix;
            // An IPv4 address within 64:ff9b::/96 (RFC 6052) is of its own kind.
            yield return Prefix.Of(new Address(0x0064_FF9B_0000_0000, prefix.First.IPv4Value), 96 + prefix.Length);
        }
    }

    private static string[] Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static Prefix Parse(string text) => Prefix.TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is no prefix");

    private static UInt128 Number(Address address) => new(address.High, address.Low);

    private static Address ToAddress(UInt128 number) => new((ulong)(number >> 64), (ulong)number);
}
