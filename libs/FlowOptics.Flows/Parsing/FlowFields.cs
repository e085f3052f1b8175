using System.Collections.Frozen;

namespace FlowOptics.Flows;

/// <summary>
/// The field names that AWS documents (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html and …/tgw/tgw-flow-logs.html).
/// A format may have others: they are kept as text. The list tells a header from a record.
/// </summary>
internal static class FlowFields
{
    private const string Names =
        """
        version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
        vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr
        region az-id sublocation-type sublocation-id
        pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path
        resource-type tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id
        tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id
        packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired
        ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id
        ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id
        reject-reason resource-id encryption-status
        instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2
        interface-type next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type
        """;

    private static readonly FrozenDictionary<string, FieldKind> Typed = new Dictionary<string, FieldKind>(StringComparer.Ordinal)
    {
        ["srcaddr"] = FieldKind.SrcAddr,
        ["dstaddr"] = FieldKind.DstAddr,
        ["srcport"] = FieldKind.SrcPort,
        ["dstport"] = FieldKind.DstPort,
        ["protocol"] = FieldKind.Protocol,
        ["packets"] = FieldKind.Packets,
        ["bytes"] = FieldKind.Bytes,
        ["start"] = FieldKind.Start,
        ["end"] = FieldKind.End,
        ["action"] = FieldKind.Action,
        ["log-status"] = FieldKind.LogStatus,
        ["tcp-flags"] = FieldKind.TcpFlags,
        ["flow-direction"] = FieldKind.FlowDirection,
        ["pkt-srcaddr"] = FieldKind.PktSrcAddr,
        ["pkt-dstaddr"] = FieldKind.PktDstAddr,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Known =
        Names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those that are kept as text.</summary>
    internal static IEnumerable<string> TextNames => Known.Where(name => !Typed.ContainsKey(name));

    /// <summary>The name as AWS writes it in text: with hyphens (Parquet and Athena have underscores). An unknown name stays as it was written.</summary>
    internal static string NameOf(string written)
    {
        var hyphened = written.Replace('_', '-');
        return Known.Contains(hyphened) ? hyphened : written;
    }

    internal static bool IsKnown(string written) => Known.Contains(written.Replace('_', '-'));

    /// <summary>Whether the field holds a tag's value (version 11), which AWS percent-encodes.</summary>
    internal static bool IsTag(string name) => name is "instance-tag" or "instance-tag-2" or "interface-tag" or "interface-tag-2" or "asg-tag" or "asg-tag-2";

    internal static FieldKind KindOf(string name) => Typed.GetValueOrDefault(name, FieldKind.Text);
}
