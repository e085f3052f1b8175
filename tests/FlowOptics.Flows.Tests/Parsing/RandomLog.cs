using System.Globalization;
using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>
/// Random flow logs: random columns in random order, values that are mostly right and often at an edge, headers, blank lines, both line ends, and
/// random damage to the bytes. One seed, one log.
/// </summary>
internal sealed class RandomLog(int seed)
{
    private const string DefaultFields = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

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

    private static readonly string[] Tags = ["web%20server", "%C3%A9", "caf%c3%a9%2Dbar", "%", "%4", "%zz", "%ff%fe", "%41%", "%2D", "100%25", "a%00b"];

    private static readonly string[] ExportTimes =
    [
        "2026-11-22T00:20:00.000Z", "2026-11-22T00:20:00Z", "2026-11-22T00:20:00.123456789Z", "2026-11-22T00:20:00.1234567890Z", "2026-11-22T00:20:00.Z", "2026-11-22T00:20:00+01:00",
        "2026-11-22T00:20:00.5-0100", "2026-11-22T00:20:00", "2026-11-22t00:20:00Z", "2026-11-22", "1795305600", "2026-11-22T00:20:00.000ZZ", "9999-99-99T99:99:99Z",
    ];

    private static readonly byte[] Damage = " \n\r-.:0129aZ_\t\0\u00E9%TF"u8.ToArray();

    private readonly Random _random = new(seed);

    /// <summary>The lines, each with its own line end; joined, they are the log.</summary>
    public List<byte[]> Lines()
    {
        var names = _random.Next(4) == 0 ? Names() : DefaultFields.Split(' ');
        var ugliness = _random.Next(3) == 0 ? 0 : _random.Next(12);
        var lines = new List<byte[]>();
        // One log in four is an export of CloudWatch's, with a time before each record; some have one now and then.
        var timed = _random.Next(4) == 0 ? 100 : _random.Next(6) == 0 ? 30 : 0;
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
                    var values = names.Select(name => Value(name, ugliness));
                    if (_random.Next(100) < timed) values = values.Prepend(_random.Next(100) < ugliness ? Pick(ExportTimes) : $"2026-11-22T00:20:{_random.Next(10, 60)}.{_random.Next(100, 1000)}Z");
                    lines.Add(Line(string.Join(_random.Next(30) == 0 ? "  " : " ", values)));
                    break;
            }
        }

        if (_random.Next(3) == 0) DamageSome(lines);
        if (lines.Count > 0 && _random.Next(2) == 0) lines[^1] = lines[^1].AsSpan().TrimEnd("\r\n"u8).ToArray();
        return lines;
    }

    /// <summary>The same, with one to three faults in seven lines of ten, the others being neighbours that must not suffer.</summary>
    public List<byte[]> DamagedLines(out int damaged)
    {
        var lines = Lines();
        damaged = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (_random.Next(10) >= 7 || lines[i].Length == 0) continue;
            for (var times = _random.Next(1, 4); times > 0; times--) DamageOne(lines, i);
            damaged++;
        }

        return lines;
    }

    private byte[] Line(string text) => Encoding.UTF8.GetBytes(text + (_random.Next(8) == 0 ? "\r\n" : "\n"));

    private string Header(string[] names) => string.Join(' ', _random.Next(4) == 0 ? names.Select(name => name.Replace('-', '_')) : names);

    private string[] Names()
    {
        var names = DefaultFields.Split(' ').Concat(["tcp-flags", "flow-direction", "pkt-srcaddr", "pkt-dstaddr", "vpc-id", "region", "instance-tag", "asg-tag-2", "my-own", "mein_feld"])
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
            case "instance-tag" or "asg-tag-2":
                return edge ? Pick(Tags) : $"tag%20{_random.Next(6)}";
            default:
                return edge ? Pick(["-", "--", "ü", "a/b", "srcaddr", "start", new string('y', 100)]) : $"{name[0]}{_random.Next(6)}";
        }
    }

    private void DamageSome(List<byte[]> lines)
    {
        for (var times = _random.Next(6); times > 0 && lines.Count > 0; times--)
        {
            DamageOne(lines, _random.Next(lines.Count));
        }
    }

    private void DamageOne(List<byte[]> lines, int which)
    {
        var bytes = lines[which];
        if (bytes.Length == 0) return;
        var place = _random.Next(bytes.Length);
        lines[which] = _random.Next(4) switch
        {
            0 => [.. bytes.AsSpan(0, place), Damage[_random.Next(Damage.Length)], .. bytes.AsSpan(place + 1)],
            1 => [.. bytes.AsSpan(0, place), Damage[_random.Next(Damage.Length)], .. bytes.AsSpan(place)],
            2 => [.. bytes.AsSpan(0, place), .. bytes.AsSpan(place + 1)],
            _ => [.. bytes.AsSpan(0, place), (byte)_random.Next(256), .. bytes.AsSpan(place + 1)],
        };
    }

    private string Pick(string[] values) => values[_random.Next(values.Length)];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
