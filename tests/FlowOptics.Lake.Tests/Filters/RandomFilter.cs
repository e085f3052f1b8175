using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Filters;

/// <summary>
/// A filter's text, and beside it what it means, said the slow and obvious way and without a word of the product's reader: each is made with the other.
/// </summary>
public sealed record RandomFilter(string Text, Func<FilterRecord, bool> Holds, bool IsOfLinks)
{
    /// <summary>What it is put together of; none for a single comparison.</summary>
    public IReadOnlyList<RandomFilter> Parts { get; init; } = [];

    public static RandomFilter Make(Random random) => new RandomFilterMaker(random).Any(random.Next(4));

    public override string ToString() => Text;
}

internal sealed class RandomFilterMaker(Random random)
{
    private static readonly Dictionary<string, Func<FilterRecord, Address?[]>> Addresses = new(StringComparer.Ordinal)
    {
        ["srcaddr"] = r => [r.Src],
        ["dstaddr"] = r => [r.Dst],
        ["addr"] = r => [r.Src, r.Dst],
        ["pkt-srcaddr"] = r => [r.PktSrc],
        ["pkt_dstaddr"] = r => [r.PktDst],
        ["pkt-addr"] = r => [r.PktSrc, r.PktDst],
    };

    private static readonly Dictionary<string, Func<FilterRecord, long?[]>> Numbers = new(StringComparer.Ordinal)
    {
        ["srcport"] = r => [r.SrcPort],
        ["DstPort"] = r => [r.DstPort],
        ["port"] = r => [r.SrcPort, r.DstPort],
        ["protocol"] = r => [r.Protocol],
        ["packets"] = r => [r.Packets],
        ["bytes"] = r => [r.Bytes],
        ["start"] = r => [r.Start],
        ["end"] = r => [r.End],
        ["tcp_flags"] = r => [r.TcpFlags],
        ["asn"] = r => [Asn(r.Src), Asn(r.Dst)],
        ["src-asn"] = r => [Asn(r.Src)],
        ["dst-asn"] = r => [Asn(r.Dst)],
    };

    private static readonly Dictionary<string, Func<FilterRecord, string?[]>> Texts = new(StringComparer.Ordinal)
    {
        ["country"] = r => [Known(FilterWorld.PlaceOf(r.Src).Country), Known(FilterWorld.PlaceOf(r.Dst).Country)],
        ["src-country"] = r => [Known(FilterWorld.PlaceOf(r.Src).Country)],
        ["city"] = r => [Known(FilterWorld.PlaceOf(r.Src).City), Known(FilterWorld.PlaceOf(r.Dst).City)],
        ["dst_city"] = r => [Known(FilterWorld.PlaceOf(r.Dst).City)],
        ["org"] = r => [Known(FilterWorld.NetworkOf(r.Src).Organization), Known(FilterWorld.NetworkOf(r.Dst).Organization)],
        ["aws-service"] = r => [Known(FilterWorld.NetworkOf(r.Src).AwsService), Known(FilterWorld.NetworkOf(r.Dst).AwsService)],
        ["dst-aws-region"] = r => [Known(FilterWorld.NetworkOf(r.Dst).AwsRegion)],
        ["account"] = r => [r.Account],
        ["region"] = r => [r.Region],
    };

    // Named numbers: the names that a record has.
    private static readonly Dictionary<string, Func<FilterRecord, string?[]>> Names = new(StringComparer.Ordinal)
    {
        ["action"] = r => [r.Action == FlowAction.None ? null : Lower(r.Action)],
        ["flow-direction"] = r => [r.FlowDirection is null or FlowDirection.None ? null : Lower(r.FlowDirection.Value)],
        ["direction"] = r => [Lower(r.Direction)],
        ["own-end"] = r => [Lower(r.OwnEnd)],
        ["kind"] = r => [KindOf(r.Src), KindOf(r.Dst)],
        ["src-kind"] = r => [KindOf(r.Src)],
        ["dst-kind"] = r => [KindOf(r.Dst)],
    };

    private static readonly string[] LinkFields =
        ["srcaddr", "dstaddr", "addr", "protocol", "asn", "src-asn", "dst-asn", "country", "src-country", "city", "dst_city", "org", "aws-service", "dst-aws-region", "account", "region", "action", "direction", "own-end", "kind", "src-kind", "dst-kind", "service-port", "log-status"];

    public RandomFilter Any(int depth)
    {
        if (depth > 0 && random.Next(5) > 0)
        {
            var (left, right) = (Any(depth - 1), Any(depth - 1));
            return random.Next(5) switch
            {
                0 or 1 => new($"({left.Text}) and ({right.Text})", r => left.Holds(r) && right.Holds(r), left.IsOfLinks && right.IsOfLinks) { Parts = [left, right] },
                2 or 3 => new($"({left.Text}) OR ({right.Text})", r => left.Holds(r) || right.Holds(r), left.IsOfLinks && right.IsOfLinks) { Parts = [left, right] },
                _ => new($"Not ({left.Text})", r => !left.Holds(r), left.IsOfLinks) { Parts = [left] },
            };
        }

        return random.Next(12) switch
        {
            0 or 1 or 2 => OfAddresses(),
            3 or 4 => OfNumbers(),
            5 or 6 => OfTexts(),
            7 => OfColumns(),
            8 or 9 => OfNames(),
            10 => OfLabels(),
            _ => OfFields(),
        };
    }

    private RandomFilter OfAddresses()
    {
        var (name, of) = OneOf(Addresses);
        var count = random.Next(6) switch { 0 => 40, 1 => 3, _ => 1 };
        var prefixes = Enumerable.Range(0, count).Select(_ => Prefix(random.Next(3) > 0)).ToArray();
        bool In(FilterRecord r) => of(r).Any(address => address is { IsNone: false } there && prefixes.Any(prefix => InPrefix(there, prefix.Address, prefix.Bits)));
        var text = string.Join(", ", prefixes.Select(prefix => prefix.Text));
        return random.Next(5) switch
        {
            0 when count == 1 => Of(name, $"{name} != {text}", r => !In(r)),
            1 => Of(name, $"{name} not in ({text})", r => !In(r)),
            2 => Of(name, $"{name} is missing", r => !of(r).Any(address => address is { IsNone: false })),
            _ when count == 1 => Of(name, $"{name} {OneOf("=", "in")} {text}", In),
            _ => Of(name, $"{name} in ({text})", In),
        };
    }

    private (string Text, Address Address, int Bits) Prefix(bool isWhole)
    {
        var address = OneOf(FilterWorld.Addresses);
        var bits = address.IsIPv4 ? 32 : 128;
        if (isWhole && random.Next(2) == 0) return (address.ToString(), address, 128);
        var length = OneOf(0, 1, 8, 9, 15, 16, 24, 31, 32, 48, 63, 64, 65, 96, 127, 128) % (bits + 1);
        return ($"{address}/{length}", address, length + 128 - bits);
    }

    private RandomFilter OfNumbers()
    {
        var (name, of) = OneOf(Numbers);
        var value = name switch
        {
            "srcport" or "DstPort" or "port" => OneOf<long>(0, 22, 53, 443, 1024, 65535),
            "protocol" => OneOf<long>(0, 6, 17, 255),
            "packets" => OneOf<long>(0, 1, 7, 8),
            "bytes" => OneOf<long>(40 * 10_000, 20, 1500 * 10_000, 50),
            "start" or "end" => FilterWorld.Epoch + random.Next(7200),
            "tcp_flags" => OneOf<long>(0, 2, 18),
            _ => OneOf<long>(0, 13335, 15169, 64512, 4294967295),
        };
        var last = value + OneOf<long>(1, 5, 100);
        if (name is "srcport" or "DstPort" or "port") last = Math.Min(last, 65535);
        if (name is "protocol" or "tcp_flags") last = Math.Min(last, 255);
        if (name.EndsWith("asn", StringComparison.Ordinal)) last = Math.Min(last, 4294967295);
        var shown = Shown(name, value);
        bool Has(FilterRecord r, Func<long, bool> test) => of(r).Any(number => number is { } there && test(there));
        return random.Next(9) switch
        {
            0 => Of(name, $"{name} = {shown}", r => Has(r, n => n == value)),
            1 => Of(name, $"{name} != {shown}", r => !Has(r, n => n == value)),
            2 => Of(name, $"{name} < {shown}", r => Has(r, n => n < value)),
            3 => Of(name, $"{name} <= {shown}", r => Has(r, n => n <= value)),
            4 => Of(name, $"{name}>{shown}", r => Has(r, n => n > value)),
            5 => Of(name, $"{name} >= {shown}", r => Has(r, n => n >= value)),
            6 => Of(name, $"{name} = {value}-{last}", r => Has(r, n => n >= value && n <= last)),
            7 => Of(name, $"{name} not in ({shown}, {value}-{last}, {last})", r => !Has(r, n => n >= value && n <= last)),
            _ => Of(name, $"{name} is not missing", r => of(r).Any(number => number is not null)),
        };
    }

    private string Shown(string name, long value) => name switch
    {
        "port" or "srcport" or "DstPort" when value is 22 or 443 && random.Next(2) == 0 => value == 22 ? "SSH" : "https",
        "protocol" when value is 6 or 17 => value == 6 ? "TCP" : "udp",
        "bytes" when value == 40 * 10_000 => "400kB",
        "bytes" when value == 1500 * 10_000 => OneOf("15MB", "15000K", "0.015g"),
        "start" or "end" when random.Next(2) == 0 => DateTimeOffset.FromUnixTimeSeconds(value).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ when name.EndsWith("asn", StringComparison.Ordinal) && random.Next(2) == 0 => "AS" + value.ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private RandomFilter OfTexts()
    {
        var (name, of) = OneOf(Texts);
        return OfText(name, name, of, name switch
        {
            "country" or "src-country" => ["DE", "us", "BR", "XX"],
            "city" or "dst_city" => ["berlin", "New York", "zürich", "ZÜRICH", "100%_\\ ok", "100%_\\ OK", ""],
            "account" => ["123456789012", "unknown"],
            "region" => ["eu-west-1", "EU-WEST-1"],
            _ => ["Cloudflare", "google \"llc\"", "EC2", "cloudfront", "eu-west-1", "Amazon.com, Inc.", ""],
        });
    }

    private RandomFilter OfColumns()
    {
        var name = OneOf(FilterWorld.TextColumns);
        string?[] Of(FilterRecord r) => [r.Text(name)];
        var written = name.All(character => char.IsLetter(character) || character == '-') ? name.Replace('-', OneOf('-', '_')) : Quoted(name);
        if (random.Next(4) > 0) return OfText(name, written, Of, FilterWorld.Texts);
        var value = OneOf<long>(0, 5, 12, 1000);
        var (sign, test) = OneOf<(string, Func<decimal, bool>)>(("<", n => n < value), (">", n => n > value), (">=", n => n >= value), ("<=", n => n <= value));
        return new($"{written} {sign} {value}", r => Of(r)[0] is { Length: > 0 and <= 18 } text && text.All(char.IsAsciiDigit) && test(decimal.Parse(text, CultureInfo.InvariantCulture)), false);
    }

    private RandomFilter OfText(string name, string written, Func<FilterRecord, string?[]> of, string[] values)
    {
        var value = OneOf(values);
        var other = OneOf(values);
        bool Has(FilterRecord r, Func<string, bool> test) => of(r).Any(text => text is not null && test(text));
        var isCountry = name.EndsWith("country", StringComparison.Ordinal);
        var from = value.Length == 0 || isCountry ? 0 : random.Next(value.Length);
        var part = value[from..(from == value.Length ? from : random.Next(from, value.Length) + 1)];
        return random.Next(8) switch
        {
            0 or 1 => Of(name, $"{written} = {Quoted(value)}", r => Has(r, text => Fold(text) == Fold(value))),
            2 => Of(name, $"{written} != {Quoted(value)}", r => !Has(r, text => Fold(text) == Fold(value))),
            3 => Of(name, $"{written} in ({Quoted(value)}, {Quoted(other)})", r => Has(r, text => Fold(text) == Fold(value) || Fold(text) == Fold(other))),
            4 when !part.Contains('*', StringComparison.Ordinal) => Of(name, $"{written} like {Quoted("*" + part + "*")}", r => Has(r, text => Fold(text).Contains(Fold(part), StringComparison.Ordinal))),
            5 when !part.Contains('*', StringComparison.Ordinal) => Of(name, $"{written} not like ({Quoted(part + "*")}, {Quoted("*" + part)})",
                r => !Has(r, text => Fold(text).StartsWith(Fold(part), StringComparison.Ordinal) || Fold(text).EndsWith(Fold(part), StringComparison.Ordinal))),
            _ => Of(name, $"{written} is missing", r => of(r).All(text => text is null)),
        };
    }

    private RandomFilter OfNames()
    {
        var (name, of) = OneOf(Names);
        var values = name switch
        {
            "action" => ["accept", "REJECT"],
            "flow-direction" => ["ingress", "egress"],
            "direction" => ["inbound", "outbound", "internal", "through"],
            "own-end" => ["unknown", "source", "destination"],
            _ => new[] { "public", "private", "shared-nat", "link-local", "loopback", "multicast", "documentation", "reserved" },
        };
        var (one, two) = (OneOf(values), OneOf(values));
        bool Has(FilterRecord r, string value) => of(r).Contains(value.ToLowerInvariant());
        return random.Next(5) switch
        {
            0 or 1 => Of(name, $"{name} = {one}", r => Has(r, one)),
            2 => Of(name, $"{name} <> {one}", r => !Has(r, one)),
            3 => Of(name, $"{name} in ({one}, {two})", r => Has(r, one) || Has(r, two)),
            _ => Of(name, $"{name} is missing", r => of(r).All(value => value is null)),
        };
    }

    private RandomFilter OfLabels()
    {
        bool Between(FilterRecord r, int first, int last) => int.TryParse(r.Label, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= first && port <= last;
        return random.Next(7) switch
        {
            0 => Of("service-port", "service-port = hp", r => r.Label == "HP"),
            1 => Of("service-port", "service-port in (icmp, ssh, GRE)", r => r.Label is "ICMP" or "22" or "GRE"),
            2 => Of("service-port", "service-port = 22-443", r => Between(r, 22, 443)),
            3 => Of("service-port", "service-port < 443", r => Between(r, 0, 442)),
            4 => Of("service-port", "service-port != https", r => r.Label != "443"),
            5 => Of("service-port", "service-port = \"protocol 255\"", r => r.Label == "protocol 255"),
            _ => Of("log-status", "log-status = ok", _ => true),
        };
    }

    private RandomFilter OfFields()
    {
        var sign = OneOf("=", "!=", "<", "<=", ">", ">=");
        switch (random.Next(4))
        {
            case 0:
                var ((name, of), (otherName, otherOf)) = (OneOf(Numbers), OneOf(Numbers));
                bool Compare(FilterRecord r, string how) => of(r).Any(left => otherOf(r).Any(right => left is { } a && right is { } b
                    && (how switch { "=" => a == b, "<" => a < b, "<=" => a <= b, ">" => a > b, _ => a >= b })));
                return new($"{name} {sign} {otherName}", r => sign == "!=" ? !Compare(r, "=") : Compare(r, sign), IsOfLinks(name) && IsOfLinks(otherName));
            case 1:
                var ((first, firstOf), (second, secondOf)) = (OneOf(Addresses), OneOf(Addresses));
                bool Same(FilterRecord r) => firstOf(r).Any(left => left is { IsNone: false } && secondOf(r).Contains(left));
                return random.Next(2) == 0
                    ? new($"{first} = {second}", Same, IsOfLinks(first) && IsOfLinks(second))
                    : new($"{first} != {second}", r => !Same(r), IsOfLinks(first) && IsOfLinks(second));
            case 2:
                var (kind, kindOf) = OneOf(("kind", Names["kind"]), ("src-kind", Names["src-kind"]));
                return new($"{kind} != dst-kind", r => !kindOf(r).Contains(KindOf(r.Dst)), true);
            default:
                var (a, aOf) = OneOf(("country", Texts["country"]), ("org", Texts["org"]), ("interface-id", r => [r.Text("interface-id")]), ("az-id", r => [r.Text("az-id")]), ("account", r => [r.Account]));
                var (b, bOf) = OneOf(("src-country", Texts["src-country"]), ("city", Texts["city"]), ("vpc-id", r => [r.Text("vpc-id")]), ("account-id", r => [r.Text("account-id")]), ("type", (Func<FilterRecord, string?[]>)(r => [r.Text("type")])));
                bool Equal(FilterRecord r) => aOf(r).Any(left => left is not null && bOf(r).Any(right => right is not null && Fold(left) == Fold(right)));
                return random.Next(2) == 0
                    ? new($"{a} = {b}", Equal, IsOfLinks(a) && IsOfLinks(b))
                    : new($"{a} != {b}", r => !Equal(r), IsOfLinks(a) && IsOfLinks(b));
        }
    }

    private static bool IsOfLinks(string name) => LinkFields.Contains(name);

    private static RandomFilter Of(string name, string text, Func<FilterRecord, bool> holds) => new(text, holds, IsOfLinks(name));

    private static bool InPrefix(Address address, Address prefix, int bits) =>
        bits == 0 || new UInt128(address.High, address.Low) >> (128 - bits) == new UInt128(prefix.High, prefix.Low) >> (128 - bits);

    private static long? Asn(Address address) => FilterWorld.NetworkOf(address).Asn is var asn and > 0 ? asn : null;

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static string KindOf(Address address) => AddressKinds.KindOf(address) switch
    {
        AddressKind.SharedNat => "shared-nat",
        AddressKind.LinkLocal => "link-local",
        var kind => Lower(kind),
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Fold(string text) => string.Concat(text.Select(character => character is >= 'A' and <= 'Z' ? (char)(character + 32) : character));

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private (string Name, T Of) OneOf<T>(Dictionary<string, T> from) => from.ElementAt(random.Next(from.Count)) is var pair ? (pair.Key, pair.Value) : default;

    private T OneOf<T>(params T[] values) => values[random.Next(values.Length)];
}
