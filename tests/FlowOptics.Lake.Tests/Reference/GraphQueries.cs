using FlowOptics.Flows;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Random graph questions about records that <see cref="Spread"/> laid over some days: all groups, comparison, order, with and without de-duplication.</summary>
public static class GraphQueries
{
    private const int Days = 3;

    private static readonly Prefix[] Subnets =
        [.. new[] { "10.0.0.0/16", "10.0.2.20/31", "0.0.0.0/0", "::/0", "2606:4700::/32", "fd00:0:0:1::/64", "2606:4700:0:0:1::1/128" }.Select(text => Prefix.TryParse(text, out var prefix) ? prefix : default)];

    private static readonly string?[] Expandable = [null, null, "10.0.1.0/24", "10.0.0.0/16", "::/0", "DE", "AS13335", "EC2", "eni-0a", "vpc-2", "i-1", "web", "none such"];

    public static Arbitrary<GraphQuery> Arbitrary { get; } = Arb.From(
        from query in Queries.Graph.Generator
        from range in Range()
        from before in Range()
        from compare in FlowRecords.OneOf(false, false, true)
        from nodes in FlowRecords.OneOf([GraphGroup.Ip, GraphGroup.Ip, GraphGroup.Ip, .. Enum.GetValues<GraphGroup>()])
        from subnets in Gen.SubListOf(Subnets)
        from expand in Gen.Elements<string?>(Expandable)
        from order in FlowRecords.OneOf(Enum.GetValues<TrafficMeasure>())
        from deduplicate in FlowRecords.OneOf(true, true, false)
        select query with
        {
            From = range.From,
            To = range.To,
            Before = compare && before.From < before.To ? before : null,
            Group = nodes,
            Subnets = [.. subnets],
            Tag = "instance-tag",
            Expand = nodes == GraphGroup.Ip ? null : expand,
            Order = order,
            Deduplicate = deduplicate,
        });

    /// <summary>The same records, of three days instead of one hour, and with what their interfaces have: an interface is always in the same VPC, its instance's tag changes.</summary>
    public static FlowRecord[] Spread(FlowRecord[] records) => [.. records.Select((record, i) =>
    {
        var shift = (i % 7 * 37_000L % (Days * 86_400)) - FlowRecords.Epoch + Midnight;
        return WithInterface(record) with
        {
            Start = record.Start + shift,
            End = record.End + shift,
            InstanceTag = i % 5 == 0 ? "web" : i % 5 == 1 ? "database \"1\"" : null,
        };
    })];

    /// <summary>A record with what its interface has.</summary>
    public static FlowRecord WithInterface(FlowRecord record) => record with
    {
        VpcId = record.InterfaceId is null ? null : record.InterfaceId == "eni-0a" ? "vpc-1" : "vpc-2",
        SubnetId = record.InterfaceId is "eni-é" ? "subnet-1" : null,
        InstanceId = record.InterfaceId is "eni-0a" ? "i-1" : null,
    };

    public static long Midnight => FlowRecords.Epoch / 86_400 * 86_400;

    private static Gen<(DateTimeOffset From, DateTimeOffset To)> Range() =>
        from start in FlowRecords.OneOf(0, 0, 0, 1, 1800, 3600, 50_000, 86_400)
        from length in FlowRecords.OneOf(3600, 40_000, 86_400, 2 * 86_400, Days * 86_400)
        select (Second(start), Second(start + length));

    private static DateTimeOffset Second(long second) => DateTimeOffset.FromUnixTimeSeconds(Midnight + second);
}
