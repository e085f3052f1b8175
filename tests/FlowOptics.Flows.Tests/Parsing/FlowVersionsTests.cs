namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>Every field of every version of the format (flow-log-records.html and tgw-flow-logs.html), with values as AWS's documents show them.</summary>
public sealed class FlowVersionsTests
{
    private const string V2 =
        "version=2 account-id=123456789010 interface-id=eni-1235b8ca123456789 srcaddr=172.31.16.139 dstaddr=172.31.16.21 srcport=20641 dstport=22 protocol=6 packets=20 bytes=4249 "
        + "start=1418530010 end=1418530070 action=ACCEPT log-status=OK ";

    private const string V3 =
        "vpc-id=vpc-abcdefab012345678 subnet-id=subnet-aaaaaaaa012345678 instance-id=i-01234567890123456 tcp-flags=19 type=IPv4 pkt-srcaddr=52.213.180.42 pkt-dstaddr=10.0.0.62 ";

    private const string V4 = "region=us-east-2 az-id=use2-az2 sublocation-type=outpost sublocation-id=op-0123456789abcdef0 ";
    private const string V5 = "pkt-src-aws-service=AMAZON pkt-dst-aws-service=S3 flow-direction=egress traffic-path=8 ";

    private const string V6 =
        "resource-type=TransitGateway tgw-id=tgw-0a1b tgw-attachment-id=tgw-attach-0c tgw-src-vpc-account-id=111122223333 tgw-dst-vpc-account-id=444455556666 tgw-src-vpc-id=vpc-1 "
        + "tgw-dst-vpc-id=vpc-2 tgw-src-subnet-id=subnet-1 tgw-dst-subnet-id=subnet-2 tgw-src-eni=eni-1 tgw-dst-eni=eni-2 tgw-src-az-id=use1-az1 tgw-dst-az-id=use1-az2 "
        + "tgw-pair-attachment-id=tgw-attach-0d packets-lost-no-route=1 packets-lost-blackhole=2 packets-lost-mtu-exceeded=3 packets-lost-ttl-expired=4 ";

    private const string V7 =
        "ecs-cluster-arn=arn:aws:ecs:eu-west-1:1:cluster/c ecs-cluster-name=c ecs-container-instance-arn=arn:aws:ecs:eu-west-1:1:container-instance/c/9 ecs-container-instance-id=9 "
        + "ecs-container-id=7f2e ecs-second-container-id=8a1b ecs-service-name=web ecs-task-definition-arn=arn:aws:ecs:eu-west-1:1:task-definition/web:3 "
        + "ecs-task-arn=arn:aws:ecs:eu-west-1:1:task/c/5 ecs-task-id=5 ";

    private const string V8 = "reject-reason=BPA ";
    private const string V9 = "resource-id=rslvr-in-0a1b2c3d4e ";
    private const string V10 = "encryption-status=3 ";

    private const string V11 =
        "instance-tag=web%20server instance-tag-2=caf%C3%A9 interface-tag=a%2Cb interface-tag-2=100%25 asg-tag=%E2%82%AC asg-tag-2=plain interface-type=lambda next-hop-interface-id=eni-3 "
        + "next-hop-subnet-id=subnet-3 next-hop-az-id=use1-az3 next-hop-vpc-id=vpc-3 next-hop-interface-type=nat_gateway ";

    private static readonly string[] TypedNames =
        ["srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "log-status", "tcp-flags", "flow-direction", "pkt-srcaddr", "pkt-dstaddr"];

    public static TheoryData<int, string> Versions => new()
    {
        { 2, V2 },
        { 3, V2 + V3 },
        { 4, V2 + V3 + V4 },
        { 5, V2 + V3 + V4 + V5 },
        // Transit Gateway flow logs have no action.
        { 6, V2.Replace("action=ACCEPT ", "", StringComparison.Ordinal) + V3 + V4 + V5 + V6 },
        { 7, V2 + V3 + V4 + V5 + V7 },
        { 8, V2 + V3 + V4 + V5 + V7 + V8 },
        { 9, V2 + V3 + V4 + V5 + V7 + V8 + V9 },
        { 10, V2 + V3 + V4 + V5 + V7 + V8 + V9 + V10 },
        { 11, V2 + V3 + V4 + V5 + V7 + V8 + V9 + V10 + V11 },
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public void Reads_every_column_of_each_version_in_any_order_by_hyphens_and_by_underscores(int version, string record)
    {
        var fields = record.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)).ToArray();
        for (var order = 0; order < 4; order++)
        {
            if (order > 0) new Random((version * 100) + order).Shuffle(fields);
            var names = fields.Select(field => order == 3 ? field[0].Replace('-', '_') : field[0]);
            var (batches, report) = Parse.Text($"{string.Join(' ', names)}\n{string.Join(' ', fields.Select(field => field[1]))}\n");

            Assert.Empty(report.Samples);
            var flow = Assert.Single(batches);
            Assert.Equal(1, flow.Count);
            Assert.All(fields, field => Assert.Equal(Uri.UnescapeDataString(field[1]), ValueOf(flow, field[0])));
            Assert.Equal(fields.Select(field => field[0]).Except(TypedNames), flow.Texts.Select(text => text.Name));
        }
    }

    [Fact]
    public void An_action_is_none_where_the_format_has_none() =>
        Assert.Equal(FlowAction.None, Assert.Single(Parse.Text("srcaddr dstaddr start\n10.0.0.1 10.0.0.2 1\n").Batches).Action[0]);

    [Theory]
    [InlineData("a%2", "a%2")]
    [InlineData("%", "%")]
    [InlineData("%zz", "%zz")]
    [InlineData("%ff", "%ff")]
    [InlineData("ok%20%ff", "ok%20%ff")]
    [InlineData("%2D", "-")]
    [InlineData("+%2B", "++")]
    public void A_tag_that_is_not_encoded_UTF8_stays_as_it_was(string written, string read)
    {
        var flow = Assert.Single(Parse.Text($"srcaddr dstaddr start asg-tag vpc-id\n10.0.0.1 10.0.0.2 1 {written} {written}\n").Batches);

        Assert.Equal((read, written), (flow.Text("asg-tag")![0], flow.Text("vpc-id")![0]));
    }

    [Fact]
    public void A_missing_tag_is_none() =>
        Assert.Null(Assert.Single(Parse.Text("srcaddr dstaddr start instance-tag\n10.0.0.1 10.0.0.2 1 -\n").Batches).Text("instance-tag")![0]);

    private static string? ValueOf(FlowBatch flow, string name) => name switch
    {
        "srcaddr" => flow.SrcAddr[0].ToString(),
        "dstaddr" => flow.DstAddr[0].ToString(),
        "srcport" => $"{flow.SrcPort[0]}",
        "dstport" => $"{flow.DstPort[0]}",
        "protocol" => $"{flow.Protocol[0]}",
        "packets" => $"{flow.Packets[0]}",
        "bytes" => $"{flow.Bytes[0]}",
        "start" => $"{flow.Start[0]}",
        "end" => $"{flow.End[0]}",
        "action" => flow.Action[0] == FlowAction.Accept ? "ACCEPT" : "REJECT",
        "tcp-flags" => $"{flow.TcpFlags![0]}",
        "flow-direction" => flow.FlowDirection![0] == FlowDirection.Egress ? "egress" : "ingress",
        "pkt-srcaddr" => flow.PktSrcAddr![0].ToString(),
        "pkt-dstaddr" => flow.PktDstAddr![0].ToString(),
        "log-status" => "OK",
        _ => flow.Text(name)?[0],
    };
}
