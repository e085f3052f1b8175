using System.Globalization;
using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>
/// Random flow logs: random columns in random order, values that are mostly right and often at an edge, headers, blank lines, both line ends, and
/// random damage to the bytes. One seed, one log.
/// </summary>
internal sealed class RandomLog(int seed)
{
    private static readonly string[] Addresses =
    [
        "10.0.0.1", "255.255.255.255", "0.0.0.0", "1.2.3.4", "192.168.100.200", "203.0.113.77", "2001:db8::1", "::", "::1", "fe80::a:b:c:d", "1:2:3:4:5:6:7:8",
        "1::8", "::ffff:10.0.0.1", "64:ff9b::192.0.2.1", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "2001:DB8:0:0:0:0:0:1", "1:2:3:4:5:6:1.2.3.4",
    ];

    private static readonly string[] BadAddresses =
    [
        "10.0.0", "10.0.0.256", "010.0.0.1", "1.2.3.4.5", "10..0.1", "10.0.0.1.", ".10.0.0.1", "1.2.3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "12345::", "1:2:3:4:5:6:7:1.2.3.4",
        "::g", "1:", ":1", "-", "--", "10.0.0.1/8", "fe80::1%1", "[::1]", "0x7f.1.1.1", "1.2.3.1000", "10.0.0.00", "1:2:3:4:5:6:7:8::", "::1.2.3.04",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "-", "22", "255", "256", "443", "1023", "65535", "65536", "99999", "4294967295", "4294967296", "12345678", "123456789", "1234567890123456", "12345678901234567",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "00000000000000000000000007", "007", "+1", "1.5", "1e3", "", "٣",
    ];

    private static readonly string[] Times =
    [
        "1418530010", "2147483647", "2147483648", "1418530010123", "253402300799", "253402300799999", "253402300800000", "0", "-", "now", "99999999999999999999",
    ];

    private static readonly byte[] Damage = " \n\r-.:0129aZ_\t\0\u00E9"u8.ToArray();

    private readonly Random _random = new(seed);

    /// <summary>The lines, each with its own line end; joined, they are the log.</summary>
    public List<byte[]> Lines()
    {
        var names = _random.Next(4) == 0 ? Names() : "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status".Split(' ');
        var ugliness = _random.Next(3) == 0 ? 0 : _random.Next(12);
        var lines = new List<byte[]>();
        if (_random.Next(3) > 0) lines.Add(Line(Header(names)));
        for (var count = _random.Next(_random.Next(8) == 0 ? 400 : 60); count > 0; count--)
        {
            switch (_random.Next(40))
            {
                case 0:
                    lines.Add(Line(Header(names)));
                    break;
                case 1 when _random.Next(4) == 0:
                    names = Names();
                    lines.Add(Line(Header(names)));
                    break;
                case 2:
                    lines.Add(Line(new string(' ', _random.Next(3))));
                    break;
                case 3 when _random.Next(10) == 0:
                    lines.Add(Line(new string('x', 65530 + _random.Next(12))));
                    break;
                default:
                    lines.Add(Line(string.Join(_random.Next(30) == 0 ? "  " : " ", names.Select(name => Value(name, ugliness)))));
                    break;
            }
        }

        if (_random.Next(3) == 0) DamageSome(lines);
        if (lines.Count > 0 && _random.Next(2) == 0) lines[^1] = lines[^1].AsSpan().TrimEnd("\r\n"u8).ToArray();
        return lines;
    }

    private byte[] Line(string text) => Encoding.UTF8.GetBytes(text + (_random.Next(8) == 0 ? "\r\n" : "\n"));

    private string Header(string[] names) => string.Join(' ', _random.Next(4) == 0 ? names.Select(name => name.Replace('-', '_')) : names);

    private string[] Names()
    {
        var names = FlowFormat.DefaultFields.Split(' ').Concat(["tcp-flags", "flow-direction", "pkt-srcaddr", "pkt-dstaddr", "vpc-id", "region", "instance-tag", "my-own", "mein_feld"])
            .Where(name => name is "srcaddr" or "dstaddr" or "start" || _random.Next(2) == 0).ToList();
        // Now and then a header that cannot be used.
        if (_random.Next(30) == 0) names.RemoveAt(_random.Next(names.Count));
        if (_random.Next(30) == 0) names.Add(names[_random.Next(names.Count)]);
        var array = names.ToArray();
        _random.Shuffle(array);
        return array;
    }

    private string Value(string name, int ugliness)
    {
        // At most some 1 in 8 values is chosen at the edges, so that most records of most logs are good and neighbours of bad ones.
        var edge = _random.Next(100) < ugliness;
        switch (name)
        {
            case "srcaddr" or "dstaddr" or "pkt-srcaddr" or "pkt-dstaddr":
                if (edge) return Pick(BadAddresses);
                return _random.Next(4) == 0 ? Pick(Addresses) : $"{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}";
            case "srcport" or "dstport":
                return edge ? Pick(Numbers) : Text(_random.Next(65536));
            case "protocol" or "tcp-flags":
                return edge ? Pick(Numbers) : Text(_random.Next(256));
            case "packets" or "bytes":
                return edge ? Pick(Numbers) : Text(_random.NextInt64(1L << _random.Next(1, 63)));
            case "start" or "end":
                return edge ? Pick(Times) : Text(1_700_000_000 + _random.Next(100_000));
            case "action":
                return edge ? Pick(["accept", "DROP", "-", "ACCEPTED"]) : Pick(["ACCEPT", "REJECT"]);
            case "flow-direction":
                return edge ? Pick(["-", "in", "Ingress"]) : Pick(["ingress", "egress"]);
            case "log-status":
                return edge ? Pick(["NODATA", "SKIPDATA", "-", "ok", "OKAY"]) : "OK";
            default:
                return edge ? Pick(["-", "--", "ü", "a/b", "srcaddr", "start", new string('y', 100)]) : $"{name[0]}{_random.Next(6)}";
        }
    }

    private void DamageSome(List<byte[]> lines)
    {
        for (var times = _random.Next(6); times > 0 && lines.Count > 0; times--)
        {
            var which = _random.Next(lines.Count);
            var bytes = lines[which].ToList();
            if (bytes.Count == 0) continue;
            var place = _random.Next(bytes.Count);
            switch (_random.Next(4))
            {
                case 0: bytes[place] = Damage[_random.Next(Damage.Length)]; break;
                case 1: bytes.Insert(place, Damage[_random.Next(Damage.Length)]); break;
                case 2: bytes.RemoveAt(place); break;
                default: bytes[place] = (byte)_random.Next(256); break;
            }

            lines[which] = [.. bytes];
        }
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
