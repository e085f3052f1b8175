using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Filters;

/// <summary>Random records in several formats, made to meet a filter's every corner, and their batches.</summary>
public sealed class FilterWorld(Random random)
{
    public const long Epoch = 1_790_000_000 / 3600 * 3600;

    public static readonly Address[] Addresses =
        [.. new[]
        {
            "10.0.1.10", "10.0.1.11", "10.0.2.20", "172.16.0.1", "192.168.3.4", "100.64.0.9", "127.0.0.1", "169.254.1.1", "224.0.0.1", "192.0.2.7", "0.0.0.0", "255.255.255.255",
            "1.1.1.1", "8.8.8.8", "93.184.216.34", "203.0.114.7", "fd00::1", "fd00:0:0:1::2", "2606:4700::1111", "2606:4700:0:0:1::1", "2a00:1450:4001::8a", "fe80::1", "ff02::1",
            "2001:db8::5", "::1", "64:ff9b::808:808", "64:ff9b::a00:1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        }.Select(Address.Parse)];

    public static readonly string[] Texts = ["eni-0a", "ENI-0A", "eni-0b", "100%_\\ ok", "5", "0012", "99999999999999999999", "1e3", " 7", "ünï", "ÜNÏ", "a\"b'c", "web;DROP", "x*y", "and", ""];

    public static readonly string[] TextColumns =
        ["version", "account-id", "interface-id", "vpc-id", "subnet-id", "instance-id", "type", "az-id", "traffic-path", "tgw-id", "packets-lost-no-route", "pod name", "weird/na~me\"", "Größe", "role"];

    // A format: its text columns, and which of the optional numbers it has.
    private static readonly (string[] Texts, bool HasAction, bool HasFlags, bool HasDirection, bool HasPacketAddresses)[] Formats =
    [
        (["version", "account-id", "interface-id"], true, false, false, false),
        (["version", "account-id", "interface-id", "vpc-id", "subnet-id", "instance-id", "type", "az-id", "traffic-path"], true, true, true, true),
        (["tgw-id", "packets-lost-no-route", "vpc-id"], false, true, true, true),
        (["interface-id", "pod name", "weird/na~me\"", "Größe", "role"], true, true, false, false),
        ([], false, false, false, false),
    ];

    private static readonly string[] Cities = ["Berlin", "New York", "São Paulo", "ZÜRICH", "zürich", "", "100%_\\ ok"];

    private static readonly Place[] Places =
        [Place.None, .. Cities.Select((city, i) => new Place(new[] { "DE", "US", "BR", "CH", "CH", "FR", "" }[i], city, i, float.NaN))];

    private static readonly Network[] Networks =
        [Network.None, new(13335, "Cloudflare"), new(15169, "Google \"LLC\""), new(64512, ""), new(16509, "Amazon.com, Inc.", "EC2", "eu-west-1"), new(0, "", "CLOUDFRONT", "GLOBAL")];

    private long _last;

    public static Place PlaceOf(Address address) => AddressKinds.KindOf(address) == AddressKind.Public ? Places[(int)((address.High ^ address.Low) % (ulong)Places.Length)] : Place.None;

    public static Network NetworkOf(Address address) => AddressKinds.KindOf(address) == AddressKind.Public ? Networks[(int)((address.High ^ address.Low) % (ulong)Networks.Length)] : Network.None;

    /// <summary>Records of one format and one object.</summary>
    public (FilterRecord[] Records, EnrichedBatch Batch) Batch(int format, int count)
    {
        var (texts, hasAction, hasFlags, hasDirection, hasPacketAddresses) = Formats[format % Formats.Length];
        var fromPath = Flip();
        var (account, region) = (OneOf("123456789012", "234567890123", "unknown"), OneOf("eu-west-1", "us-east-1"));
        var records = new FilterRecord[count];
        for (var i = 0; i < count; i++)
        {
            var values = texts.ToDictionary(name => name, name => Flip(4) ? null : name == "account-id" ? OneOf("123456789012", "345678901234") : name == "traffic-path" ? OneOf("1", "8") : OneOf(Texts), StringComparer.Ordinal);
            records[i] = new FilterRecord
            {
                Src = OneOf(Addresses),
                Dst = OneOf(Addresses),
                PktSrc = hasPacketAddresses ? Flip(4) ? default(Address) : OneOf(Addresses) : null,
                PktDst = hasPacketAddresses ? Flip(4) ? default(Address) : OneOf(Addresses) : null,
                SrcPort = Port(),
                DstPort = Port(),
                Protocol = OneOf<byte>(6, 6, 17, 1, 58, 47, 0, 255),
                Packets = OneOf(0L, 1, 7, 5_000_000_000),
                Bytes = (OneOf(0L, 40, 1500, 9_000_000_000) * 10_000) + ++_last,
                Start = Epoch + random.Next(7200),
                End = Epoch + random.Next(7200),
                Action = hasAction ? OneOf(FlowAction.Accept, FlowAction.Reject, FlowAction.None) : FlowAction.None,
                TcpFlags = hasFlags ? OneOf<byte>(0, 2, 3, 16, 18, 255) : null,
                FlowDirection = hasDirection ? OneOf(FlowDirection.None, FlowDirection.Ingress, FlowDirection.Egress) : null,
                Account = !fromPath && values.GetValueOrDefault("account-id") is { } own ? own : account,
                Region = region,
                Texts = values,
            };
        }

        return (records, ToBatch(records, texts, account, region, fromPath));
    }

    private static EnrichedBatch ToBatch(FilterRecord[] records, string[] texts, string account, string region, bool fromPath)
    {
        var (places, networks) = (new List<Place> { Place.None }, new List<Network> { Network.None });
        return new EnrichedBatch
        {
            Flows = new FlowBatch
            {
                Origin = new BatchOrigin("bucket", "key", "etag", 0, records.Length),
                Account = account,
                Region = region,
                AccountFromPath = fromPath,
                SrcAddr = [.. records.Select(record => record.Src)],
                DstAddr = [.. records.Select(record => record.Dst)],
                SrcPort = [.. records.Select(record => record.SrcPort)],
                DstPort = [.. records.Select(record => record.DstPort)],
                Protocol = [.. records.Select(record => record.Protocol)],
                Packets = [.. records.Select(record => record.Packets)],
                Bytes = [.. records.Select(record => record.Bytes)],
                Start = [.. records.Select(record => record.Start)],
                End = [.. records.Select(record => record.End)],
                Action = [.. records.Select(record => record.Action)],
                TcpFlags = records[0].TcpFlags is null ? null : [.. records.Select(record => record.TcpFlags!.Value)],
                FlowDirection = records[0].FlowDirection is null ? null : [.. records.Select(record => record.FlowDirection!.Value)],
                PktSrcAddr = records[0].PktSrc is null ? null : [.. records.Select(record => record.PktSrc!.Value)],
                PktDstAddr = records[0].PktDst is null ? null : [.. records.Select(record => record.PktDst!.Value)],
                Texts = [.. texts.Select(name => Column(name, records))],
            },
            Places = places,
            Networks = networks,
            SrcPlace = [.. records.Select(record => Index(places, PlaceOf(record.Src)))],
            DstPlace = [.. records.Select(record => Index(places, PlaceOf(record.Dst)))],
            SrcNetwork = [.. records.Select(record => Index(networks, NetworkOf(record.Src)))],
            DstNetwork = [.. records.Select(record => Index(networks, NetworkOf(record.Dst)))],
            SrcKind = [.. records.Select(record => AddressKinds.KindOf(record.Src))],
            DstKind = [.. records.Select(record => AddressKinds.KindOf(record.Dst))],
            Direction = [.. records.Select(record => record.Direction)],
            ServiceSide = [.. records.Select(record => record.ServiceSide)],
        };
    }

    private static TextColumn Column(string name, FilterRecord[] records)
    {
        var values = new List<string>();
        return new TextColumn(name, [.. records.Select(record => record.Text(name) is { } text ? Index(values, text) + 1 : 0)], values);
    }

    private static int Index<T>(List<T> values, T value)
    {
        var index = values.IndexOf(value);
        if (index >= 0) return index;
        values.Add(value);
        return values.Count - 1;
    }

    private ushort Port() => OneOf<ushort>(0, 22, 53, 443, 1023, 1024, 5432, 8443, 50000, 65535);

    private bool Flip(int outOf = 2) => random.Next(outOf) == 0;

    private T OneOf<T>(params T[] values) => values[random.Next(values.Length)];
}
