using FlowOptics.Flows;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>
/// Random records of a small world, so that addresses meet again, and the way from records to batches. Places and networks are a function of the address.
/// </summary>
public static class FlowRecords
{
    /// <summary>Records start within the hour after this (Unix seconds; a whole hour).</summary>
    public const long Epoch = 1_790_000_000 / 3600 * 3600;

    public static readonly Address[] Addresses =
        [.. new[]
        {
            "10.0.1.10", "10.0.1.11", "10.0.2.20", "10.0.2.21", "192.168.3.4", "100.64.0.9",
            "1.1.1.1", "8.8.8.8", "93.184.216.34", "203.0.114.7",
            "fd00::1", "fd00:0:0:1::2", "2606:4700::1111", "2606:4700:0:0:1::1", "2a00:1450:4001::8a",
        }.Select(Address.Parse)];

    public static readonly string[] Accounts = ["123456789012", "234567890123"];

    public static readonly string[] Regions = ["eu-west-1", "us-east-1"];

    private static readonly Place[] Places =
    [
        new("DE", "Berlin", 52.5f, 13.4f), new("DE", "", float.NaN, float.NaN), new("CN", "Beijing", 39.9f, 116.4f), new("US", "New York", 40.7f, -74f), Place.None,
    ];

    private static readonly Network[] Networks = [Network.None, new(13335, "Cloudflare"), new(15169, "Google \"LLC\""), new(64512, ""), new(16509, "Amazon.com, Inc.", "EC2", "eu-west-1"), new(0, "", "CLOUDFRONT", "GLOBAL")];

    private static readonly string?[] Interfaces = [null, "eni-0a", "eni-0b-longer-than-12-bytes", "eni-é"];

    public static Arbitrary<FlowRecord[]> Arbitrary { get; } = Arb.From(
        Gen.Choose(0, 120).SelectMany(count => Record().ArrayOf(count)),
        // Halves, then all but one: enough to see which record a failure hangs on.
        records => records.Length == 0 ? [] : new[] { records[..(records.Length / 2)], records[(records.Length / 2)..] }
            .Concat(Enumerable.Range(0, records.Length).Select(left => records.Where((_, i) => i != left).ToArray())).Where(part => part.Length < records.Length));

    public static Place PlaceOf(Address address) =>
        AddressKinds.KindOf(address) == AddressKind.Public ? Places[(int)(address.Low % (ulong)Places.Length)] : Place.None;

    public static Network NetworkOf(Address address) =>
        AddressKinds.KindOf(address) == AddressKind.Public ? Networks[(int)(address.Low % (ulong)Networks.Length)] : Network.None;

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Elements<T>(values);

    /// <summary>Batches of one object, as the reader and the enricher would make them.</summary>
    /// <param name="perBatch">Records to a batch.</param>
    public static IReadOnlyList<EnrichedBatch> ToBatches(IReadOnlyList<FlowRecord> records, string key, string etag, int perBatch = 50, string bucket = "bucket") =>
        [.. records.Chunk(perBatch).Select((part, i) => ToBatch(part, new BatchOrigin(bucket, key, etag, (long)i * perBatch, part.Length)))];

    /// <summary>What the enricher would make of a batch.</summary>
    public static EnrichedBatch Enrich(FlowBatch flows)
    {
        var (places, networks) = (new List<Place> { Place.None }, new List<Network> { Network.None });
        var count = flows.Count;
        AddressKind[] sources = [.. flows.SrcAddr.Take(count).Select(AddressKinds.KindOf)], destinations = [.. flows.DstAddr.Take(count).Select(AddressKinds.KindOf)];
        var sides = new ServiceSide[count];
        ServicePort.SidesOf(flows, sides);
        return new EnrichedBatch
        {
            Flows = flows,
            Places = places,
            Networks = networks,
            SrcPlace = [.. flows.SrcAddr.Take(count).Select(address => Index(places, PlaceOf(address)))],
            DstPlace = [.. flows.DstAddr.Take(count).Select(address => Index(places, PlaceOf(address)))],
            SrcNetwork = [.. flows.SrcAddr.Take(count).Select(address => Index(networks, NetworkOf(address)))],
            DstNetwork = [.. flows.DstAddr.Take(count).Select(address => Index(networks, NetworkOf(address)))],
            SrcKind = sources,
            DstKind = destinations,
            Direction = [.. sources.Zip(destinations, AddressKinds.DirectionOf)],
            ServiceSide = sides,
        };
    }

    private static EnrichedBatch ToBatch(FlowRecord[] records, BatchOrigin origin)
    {
        var places = new List<Place> { Place.None };
        var networks = new List<Network> { Network.None };
        return new EnrichedBatch
        {
            Flows = new FlowBatch
            {
                Origin = origin,
                Account = records[0].Account,
                Region = records[0].Region,
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
                TcpFlags = [.. records.Select(record => record.TcpFlags)],
                FlowDirection = [.. records.Select(record => record.FlowDirection)],
                Texts =
                [
                    Column("account-id", records, record => record.Account), Column("region", records, record => record.Region),
                    Column("interface-id", records, record => record.InterfaceId), Column("vpc-id", records, record => record.VpcId),
                    Column("subnet-id", records, record => record.SubnetId), Column("instance-id", records, record => record.InstanceId),
                    Column("instance-tag", records, record => record.InstanceTag), Column("type", records, record => record.Src.IsIPv4 ? "IPv4" : "IPv6"),
                ],
            },
            Places = places,
            Networks = networks,
            SrcPlace = [.. records.Select(record => Index(places, PlaceOf(record.Src)))],
            DstPlace = [.. records.Select(record => Index(places, PlaceOf(record.Dst)))],
            SrcNetwork = [.. records.Select(record => Index(networks, NetworkOf(record.Src)))],
            DstNetwork = [.. records.Select(record => Index(networks, NetworkOf(record.Dst)))],
            SrcKind = [.. records.Select(record => record.SrcKind)],
            DstKind = [.. records.Select(record => record.DstKind)],
            Direction = [.. records.Select(record => record.Direction)],
            ServiceSide = [.. records.Select(record => record.ServiceSide)],
        };
    }

    private static Gen<FlowRecord> Record() =>
        from ends in Gen.Zip(Gen.Elements<Address>(Addresses), Gen.Elements<Address>(Addresses))
        from ports in Gen.Zip(Port(), Port())
        from protocol in OneOf<byte>(6, 6, 17, 17, 1, 58, 47, 132, 0)
        from size in Gen.Zip(OneOf(0L, 1, 7, 5_000_000_000), OneOf(0L, 40, 64, 1500, 9_000_000_000_000))
        from start in Gen.Choose(0, 3599)
        from length in Gen.Choose(0, 600)
        from action in OneOf(FlowAction.Accept, FlowAction.Accept, FlowAction.Reject, FlowAction.None)
        from flags in OneOf<byte>(0, 2, 3, 16, 18, 19, 25)
        from direction in OneOf(FlowDirection.None, FlowDirection.Ingress, FlowDirection.Egress)
        from owner in Gen.Zip(Gen.Elements<string>(Accounts), Gen.Elements<string>(Regions))
        from networkInterface in Gen.Elements<string?>(Interfaces)
        select new FlowRecord(
            owner.Item1, owner.Item2, ends.Item1, ends.Item2, ports.Item1, ports.Item2, protocol, size.Item1, size.Item2,
            Epoch + start, Epoch + start + length, action, flags, direction, networkInterface);

    private static Gen<ushort> Port() => OneOf<ushort>(0, 22, 53, 443, 1023, 1024, 5432, 33000, 50000, 65535);

    private static int Index<T>(List<T> values, T value)
    {
        var index = values.IndexOf(value);
        if (index >= 0) return index;
        values.Add(value);
        return values.Count - 1;
    }

    private static TextColumn Column(string name, FlowRecord[] records, Func<FlowRecord, string?> value)
    {
        var values = new List<string>();
        return new TextColumn(name, [.. records.Select(record => value(record) is { } text ? Index(values, text) + 1 : 0)], values);
    }
}
