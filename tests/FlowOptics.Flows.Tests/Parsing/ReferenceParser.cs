using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>
/// What a flow log means, read as plainly as it can be: the whole text at once, strings, one dictionary a record. Shares no code with the parser, and
/// says a record as <see cref="Rows"/> does.
/// </summary>
internal sealed partial class ReferenceParser
{
    private const string Documented =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id "
        + "tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction "
        + "traffic-path resource-type tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id "
        + "tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id packets-lost-no-route packets-lost-blackhole "
        + "packets-lost-mtu-exceeded packets-lost-ttl-expired ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id "
        + "ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason resource-id "
        + "encryption-status instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2 interface-type next-hop-interface-id "
        + "next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type";

    private const string Typed =
        "srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags flow-direction pkt-srcaddr pkt-dstaddr";

    private static readonly string[] TagNames = ["instance-tag", "instance-tag-2", "interface-tag", "interface-tag-2", "asg-tag", "asg-tag-2"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly HashSet<string> DocumentedNames = [.. Documented.Split(' ')];
    private static readonly HashSet<string> TypedNames = [.. Typed.Split(' ')];

    private string[] _names = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status".Split(' ');

    public List<string> Flows { get; } = [];

    /// <summary>"line 3, field 4", or "line 3" where the whole line is at fault.</summary>
    public List<string> Rejected { get; } = [];

    public int Headers { get; private set; }

    public int NoData { get; private set; }

    public int SkipData { get; private set; }

    /// <summary>Whether a header was found that cannot be used: nothing after it is read.</summary>
    public bool Refused { get; private set; }

    public void Read(byte[] text)
    {
        // Latin-1: one character a byte.
        var lines = Encoding.Latin1.GetString(text).Split('\n');
        for (var i = 0; i < lines.Length && !Refused; i++)
        {
            if (i == lines.Length - 1 && lines[i].Length == 0) break;
            ReadLine(lines[i], i + 1);
        }
    }

    private void ReadLine(string line, int number)
    {
        if (line.Length > 65536)
        {
            Rejected.Add($"line {number}");
            return;
        }

        if (line.EndsWith('\r')) line = line[..^1];
        if (number == 1 && line.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal)) line = line[3..];
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0) return;
        if (fields.All(field => !char.IsAsciiDigit(field[0]) && field[0] != '-') && fields.Count(field => DocumentedNames.Contains(field.Replace('_', '-'))) * 2 > fields.Length)
            ReadHeader(fields);
        else
            ReadRecord(fields, number);
    }

    private void ReadHeader(string[] fields)
    {
        var names = Array.ConvertAll(fields, field => DocumentedNames.Contains(field.Replace('_', '-')) ? field.Replace('_', '-') : Utf8(field));
        Refused = names.Distinct(StringComparer.Ordinal).Count() < names.Length || names.Length > 256
            || !names.Contains("srcaddr") || !names.Contains("dstaddr") || !names.Contains("start");
        Headers++;
        if (!Refused) _names = names;
    }

    private void ReadRecord(string[] fields, int number)
    {
        var before = fields.Length == _names.Length + 1 && ExportTime().IsMatch(fields[0]) ? 1 : 0;
        fields = fields[before..];
        if (fields.Length != _names.Length)
        {
            Rejected.Add($"line {number}");
            return;
        }

        var record = _names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var status = record.GetValueOrDefault("log-status");
        if (status == "NODATA" || (status is null && record["srcaddr"] == "-" && record["dstaddr"] == "-"))
        {
            NoData++;
        }
        else if (status == "SKIPDATA")
        {
            SkipData++;
        }
        else if (FirstFault(fields) is var fault and >= 0)
        {
            Rejected.Add($"line {number}, field {before + fault + 1}");
        }
        else
        {
            Flows.Add(Row(record));
        }
    }

    private int FirstFault(string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (!IsGood(_names[i], fields[i])) return i;
        }

        return -1;
    }

    private static bool IsGood(string name, string field) => name switch
    {
        "srcaddr" or "dstaddr" => AddressOf(field) is not null,
        "pkt-srcaddr" or "pkt-dstaddr" => field == "-" || AddressOf(field) is not null,
        "srcport" or "dstport" => field == "-" || NumberOf(field) <= 65535,
        "protocol" or "tcp-flags" => field == "-" || NumberOf(field) <= 255,
        "packets" or "bytes" => field == "-" || NumberOf(field) <= long.MaxValue,
        "start" => Seconds(field) is not null,
        "end" => field == "-" || Seconds(field) is not null,
        "action" => field is "-" or "ACCEPT" or "REJECT",
        "flow-direction" => field is "-" or "ingress" or "egress",
        "log-status" => field is "-" or "OK",
        _ => IsUtf8(field),
    };

    private string Row(Dictionary<string, string> record)
    {
        string Number(string name) => record.TryGetValue(name, out var field) && field != "-" ? NumberOf(field)!.Value.ToString(CultureInfo.InvariantCulture) : "0";
        string Optional(string name) => record.ContainsKey(name) ? Number(name) : "";
        string Time(string name) => record.TryGetValue(name, out var field) && field != "-" ? Seconds(field)!.Value.ToString(CultureInfo.InvariantCulture) : "0";
        string AddressText(string name) => record.TryGetValue(name, out var field) ? AddressOf(field) ?? "-" : "";
        var action = record.GetValueOrDefault("action") switch { "ACCEPT" => "Accept", "REJECT" => "Reject", _ => "None" };
        var direction = record.GetValueOrDefault("flow-direction") switch { "ingress" => "Ingress", "egress" => "Egress", "-" => "None", _ => "" };
        string[] said =
        [
            "False", "False", AddressText("srcaddr"), AddressText("dstaddr"), Number("srcport"), Number("dstport"), Number("protocol"), Number("packets"),
            Number("bytes"), Time("start"), Time("end"), action, Optional("tcp-flags"), direction, AddressText("pkt-srcaddr"), AddressText("pkt-dstaddr"),
            .. _names.Where(name => !TypedNames.Contains(name)).Select(name => $"{name}={(record[name] == "-" ? "" : TextOf(name, record[name]))}"),
        ];
        return string.Join(' ', said);
    }

    private static string TextOf(string name, string field)
    {
        if (!TagNames.Contains(name) || BadEncoding().IsMatch(field)) return Utf8(field);
        var decoded = Encoded().Replace(field, match => ((char)Convert.ToByte(match.Value[1..], 16)).ToString());
        return Utf8(IsUtf8(decoded) ? decoded : field);
    }

    // The canonical text of an address, or null.
    private static string? AddressOf(string field)
    {
        if (!field.Contains(':', StringComparison.Ordinal)) return Dotted().IsMatch(field) && IPAddress.TryParse(field, out _) ? field : null;
        if (!Colons().IsMatch(field) || !IPAddress.TryParse(field, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        var dots = field.LastIndexOf(':');
        if (field.Contains('.', StringComparison.Ordinal) && !Dotted().IsMatch(field[(dots + 1)..])) return null;
        if (address.Equals(IPAddress.IPv6Any)) return "-";
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
    }

    private static BigInteger? NumberOf(string field) => Digits().IsMatch(field) ? BigInteger.Parse(field, CultureInfo.InvariantCulture) : null;

    private static BigInteger? Seconds(string field)
    {
        if (NumberOf(field) is not { } number || number > long.MaxValue) return null;
        var seconds = number > int.MaxValue ? number / 1000 : number;
        return seconds <= new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero).ToUnixTimeSeconds() ? seconds : null;
    }

    private static bool IsUtf8(string latin1)
    {
        try
        {
            Strict.GetString(Encoding.Latin1.GetBytes(latin1));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static string Utf8(string latin1) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));

    // What CloudWatch's export to S3 puts before each record: 2026-11-22T00:20:00.000Z.
    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExportTime();

    [GeneratedRegex("%(?![0-9a-fA-F]{2})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BadEncoding();

    [GeneratedRegex("%[0-9a-fA-F]{2}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Encoded();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^[0-9a-fA-F:.]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Colons();

    [GeneratedRegex(@"^[0-9]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Digits();
}
