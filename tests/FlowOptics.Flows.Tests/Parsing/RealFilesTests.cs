namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>Flow logs as other projects keep them (Data/README.md).</summary>
public sealed class RealFilesTests
{
    [Theory]
    [InlineData("flowlogs-reader/v2-default-noheader.log", 0, 3, 1, 1, 0)]
    [InlineData("flowlogs-reader/v3.log", 1, 2, 0, 0, 0)]
    [InlineData("flowlogs-reader/v4.log", 1, 2, 0, 0, 0)]
    [InlineData("flowlogs-reader/v5.log", 1, 2, 0, 0, 1)]
    [InlineData("otel-contrib/valid_vpc_flow_log.log", 1, 0, 1, 0, 0)]
    [InlineData("otel-contrib/valid_vpc_flow_log_multi.log", 1, 2, 0, 0, 0)]
    [InlineData("otel-contrib/valid_vpc_flow_log_ecs.log", 1, 1, 0, 0, 0)]
    [InlineData("otel-contrib/valid_tgw_flow_log.log", 1, 1, 0, 0, 0)]
    public void Reads_each_of_them(string file, int headers, int flows, int noData, int skipData, int rejected)
    {
        var (batches, report) = Parse.Bytes(Bytes(file));

        Assert.Equal((headers, flows, noData, skipData, rejected), (report.Headers, report.Flows, report.NoData, report.SkipData, report.Rejected));
        Assert.Equal(flows, batches.Sum(batch => batch.Count));
        var reference = new ReferenceParser();
        reference.Read(Bytes(file));
        Assert.Equal(reference.Flows, batches.SelectMany(Rows.Of));
    }

    [Fact]
    public void A_bogus_line_is_told()
    {
        var report = Parse.Bytes(Bytes("flowlogs-reader/v5.log")).Report;

        Assert.Equal("line 4: 2 fields, and the format has 29", Assert.Single(report.Samples).ToString());
    }

    [Fact]
    public void Keeps_every_other_column()
    {
        var flow = Assert.Single(Parse.Bytes(Bytes("flowlogs-reader/v5.log")).Batches);

        Assert.Equal(("use2-az2", "S3", null), (flow.Text("az-id")![0], flow.Text("pkt-src-aws-service")![0], flow.Text("sublocation-id")![0]));
        Assert.Equal((FlowDirection.Ingress, FlowDirection.Egress), (flow.FlowDirection![0], flow.FlowDirection[1]));
        Assert.Equal(Address.Parse("198.51.100.6"), flow.PktSrcAddr![0]);
        Assert.Equal("us-east-2", flow.Region);
    }

    [Fact]
    public void Transit_gateway_records_have_no_action() =>
        Assert.Equal(FlowAction.None, Assert.Single(Parse.Bytes(Bytes("otel-contrib/valid_tgw_flow_log.log")).Batches).Action[0]);

    [Fact]
    public void A_transit_gateway_header_without_addresses_is_refused()
    {
        var exception = Assert.Throws<FlowFormatException>(() => Parse.Bytes(Bytes("flowlogs-reader/v6.log")));

        Assert.Contains("add ${srcaddr} ${dstaddr} ${start} to the flow log's format", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", file));
}
