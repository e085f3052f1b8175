using System.Collections.Frozen;

namespace FlowOptics.Lake;

/// <summary>The dimensions that every store knows. A text field of a format is one too: see <see cref="Dimension.TryParse"/>.</summary>
public static class Dimensions
{
    public const string SrcAddr = "srcaddr";
    public const string DstAddr = "dstaddr";
    public const string Addr = "addr";
    public const string PktSrcAddr = "pkt-srcaddr";
    public const string PktDstAddr = "pkt-dstaddr";
    public const string SrcSubnet = "src-subnet";
    public const string DstSubnet = "dst-subnet";
    public const string Subnet = "subnet";
    public const string SrcPort = "srcport";
    public const string DstPort = "dstport";
    public const string ServicePort = "service-port";
    public const string Protocol = "protocol";
    public const string Action = "action";
    public const string Direction = "direction";
    public const string FlowDirection = "flow-direction";
    public const string TcpFlags = "tcp-flags";
    public const string OwnEnd = "own-end";
    public const string Account = "account";
    public const string Region = "region";
    public const string AwsService = "aws-service";
    public const string AccountId = "account-id";
    public const string InterfaceId = "interface-id";
    public const string VpcId = "vpc-id";
    public const string SubnetId = "subnet-id";
    public const string InstanceId = "instance-id";

    private static readonly (string Name, DimensionKind Kind)[] Own =
    [
        (SrcAddr, DimensionKind.Address), (DstAddr, DimensionKind.Address), (Addr, DimensionKind.Address),
        (SrcPort, DimensionKind.Number), (DstPort, DimensionKind.Number), (ServicePort, DimensionKind.Label), (Protocol, DimensionKind.Number),
        (Action, DimensionKind.Action), (Direction, DimensionKind.Direction), (Account, DimensionKind.Text), (Region, DimensionKind.Text),
        ("src-country", DimensionKind.Text), ("dst-country", DimensionKind.Text), ("country", DimensionKind.Text),
        ("src-city", DimensionKind.Text), ("dst-city", DimensionKind.Text), ("city", DimensionKind.Text),
        ("src-asn", DimensionKind.NumberOrNone), ("dst-asn", DimensionKind.NumberOrNone), ("asn", DimensionKind.NumberOrNone),
        ("src-org", DimensionKind.Text), ("dst-org", DimensionKind.Text), ("org", DimensionKind.Text),
        ("src-aws-service", DimensionKind.Text), ("dst-aws-service", DimensionKind.Text), (AwsService, DimensionKind.Text),
        ("src-aws-region", DimensionKind.Text), ("dst-aws-region", DimensionKind.Text), ("aws-region", DimensionKind.Text),
        (SrcSubnet, DimensionKind.Subnet), (DstSubnet, DimensionKind.Subnet), (Subnet, DimensionKind.Subnet),
        (InterfaceId, DimensionKind.Text), (VpcId, DimensionKind.Text), (SubnetId, DimensionKind.Text), (InstanceId, DimensionKind.Text), (AccountId, DimensionKind.Text),
        (FlowDirection, DimensionKind.FlowDirection), (TcpFlags, DimensionKind.NumberOrNone), (OwnEnd, DimensionKind.OwnEnd),
        (PktSrcAddr, DimensionKind.Address), (PktDstAddr, DimensionKind.Address),
    ];

    // AWS's further fields (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html), which the lake keeps as text.
    private const string Texts =
        """
        version type az-id sublocation-type sublocation-id pkt-src-aws-service pkt-dst-aws-service traffic-path
        resource-type tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id
        tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id
        ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id
        ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id
        reject-reason resource-id encryption-status instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2
        interface-type next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type
        """;

    private static readonly FrozenDictionary<string, DimensionKind> Kinds = Own
        .Concat(Texts.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(name => (Name: name, Kind: DimensionKind.Text)))
        .ToFrozenDictionary(dimension => dimension.Name, dimension => dimension.Kind, StringComparer.Ordinal);

    /// <summary>Those that do not depend on the format, the most usual first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Own.Select(dimension => dimension.Name)];

    internal static bool IsKnown(string name) => Kinds.ContainsKey(name);

    internal static DimensionKind KindOf(string name) => Kinds.GetValueOrDefault(name, DimensionKind.Text);
}
