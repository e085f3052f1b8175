using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

public sealed class FlowTextParserTests
{
    private const string Record = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";
    private const string DefaultHeader =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    [Fact]
    public void Reads_the_default_format_without_a_header()
    {
        var (batches, report) = Parse.Text(Record + "\n");

        var flow = Assert.Single(batches);
        Assert.Equal(1, flow.Count);
        Assert.Equal(Address.Parse("172.31.16.139"), flow.SrcAddr[0]);
        Assert.Equal(Address.Parse("172.31.16.21"), flow.DstAddr[0]);
        Assert.Equal((20641, 22), (flow.SrcPort[0], flow.DstPort[0]));
        Assert.Equal((6, 20L, 4249L), (flow.Protocol[0], flow.Packets[0], flow.Bytes[0]));
        Assert.Equal((1418530010L, 1418530070L), (flow.Start[0], flow.End[0]));
        Assert.Equal(FlowAction.Accept, flow.Action[0]);
        Assert.Equal(["version", "account-id", "interface-id"], flow.Texts.Select(text => text.Name));
        Assert.Equal("eni-1235b8ca123456789", flow.Text("interface-id")![0]);
        Assert.Equal(("123456789010", "unknown"), (flow.Account, flow.Region));
        Assert.Null(flow.TcpFlags);
        Assert.Equal((1, 1), (report.Lines, report.Flows));
    }

    [Fact]
    public void Reads_columns_by_name_in_any_order_with_underscores_too()
    {
        const string text = "tcp_flags dstaddr srcaddr start my-own flow_direction pkt_srcaddr\n18 10.0.0.2 10.0.0.1 1418530010 x egress -\n";

        var flow = Assert.Single(Parse.Text(text).Batches);

        Assert.Equal((Address.Parse("10.0.0.1"), Address.Parse("10.0.0.2")), (flow.SrcAddr[0], flow.DstAddr[0]));
        Assert.Equal((18, FlowDirection.Egress), (flow.TcpFlags![0], flow.FlowDirection![0]));
        Assert.True(flow.PktSrcAddr![0].IsNone);
        Assert.Equal("x", flow.Text("my-own")![0]);
        Assert.Equal((FlowAction.None, 0, 0, 0L), (flow.Action[0], flow.Protocol[0], flow.SrcPort[0], flow.End[0]));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    public void Reads_a_last_line_without_line_end_and_headers_that_come_again(string lineEnd)
    {
        var (batches, report) = Parse.Text(string.Join(lineEnd, DefaultHeader, Record, DefaultHeader, Record));

        Assert.Equal(2, Assert.Single(batches).Count);
        Assert.Equal((4, 2, 2), (report.Lines, report.Headers, report.Flows));
    }

    [Fact]
    public void A_header_with_other_columns_begins_another_batch()
    {
        var (batches, report) = Parse.Text($"{DefaultHeader}\n{Record}\nstart dstaddr srcaddr\n1418530011 ::1 fe80::2\n");

        Assert.Equal(2, batches.Count);
        Assert.Equal((1, 1), (batches[1].Origin.FirstRecord, batches[1].Count));
        Assert.Equal(Address.Parse("fe80::2"), batches[1].SrcAddr[0]);
        Assert.Equal((2, 2), (report.Headers, report.Flows));
    }

    [Fact]
    public void Counts_intervals_without_data_and_records_that_AWS_lost()
    {
        var (batches, report) = Parse.Text(
            """
            2 123456789010 eni-1a2b3c4d - - - - - - - 1431280876 1431280934 - NODATA
            2 123456789010 eni-4b118871 - - - - - - - 1431280876 1431280934 - SKIPDATA
            """);

        Assert.Empty(batches);
        Assert.Equal((2, 1, 1, 0), (report.Lines, report.NoData, report.SkipData, report.Rejected));
    }

    [Fact]
    public void Brings_milliseconds_to_seconds()
    {
        var flow = Assert.Single(Parse.Text("2 1 eni 10.0.0.1 10.0.0.2 1 2 6 20 4249 1418530010123 1418530070999 ACCEPT OK").Batches);

        Assert.Equal((1418530010L, 1418530070L), (flow.Start[0], flow.End[0]));
    }

    [Theory]
    [InlineData("10.0.0", 4, "srcaddr", "'10.0.0' is no IP address")]
    [InlineData("010.0.0.1", 4, "srcaddr", "'010.0.0.1' is no IP address")]
    [InlineData("-", 4, "srcaddr", "'-' (missing), and a flow needs it")]
    public void A_bad_address_costs_only_its_record_and_is_told(string address, int field, string name, string reason)
    {
        var (batches, report) = Parse.Text($"{Record}\n2 123456789010 eni {address} 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n{Record}\n");

        Assert.Equal(2, Assert.Single(batches).Count);
        Assert.Equal(new RejectedRecord(2, field, name, reason), Assert.Single(report.Samples));
        Assert.Equal($"line 2, field {field} ({name}): {reason}", report.Samples[0].ToString());
    }

    [Theory]
    [InlineData("a b c d e 65536 22 6 20 4249 1418530010 1418530070 ACCEPT OK", "'d' is no IP address")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 65536 22 6 20 4249 1418530010 1418530070 ACCEPT OK", "'65536' is no port (0 to 65535)")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6 22 256 20 4249 1418530010 1418530070 ACCEPT OK", "'256' is no IP protocol (0 to 255)")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6 22 6 -1 4249 1418530010 1418530070 ACCEPT OK", "'-1' is no count (0 to 9223372036854775807)")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6 22 6 1 9223372036854775808 1418530010 1418530070 ACCEPT OK", "'9223372036854775808' is no count (0 to 9223372036854775807)")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6 22 6 1 1 now 1418530070 ACCEPT OK", "'now' is no time in Unix seconds or milliseconds")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6 22 6 1 1 1418530010 1418530070 DROP OK", "'DROP' is no action (ACCEPT, REJECT)")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6 22 6 1 1 1418530010 1418530070 ACCEPT MAYBE", "'MAYBE' is no status (OK, NODATA, SKIPDATA)")]
    [InlineData("2 1 e 10.0.0.1 10.0.0.2 6", "6 fields, and the format has 14 (AWS's default, since there is no header: configure the flow log's format)")]
    public void Says_what_is_wrong_with_a_record(string record, string reason)
    {
        var (batches, report) = Parse.Text(record);

        Assert.Empty(batches);
        Assert.Equal(reason, Assert.Single(report.Samples).Reason);
    }

    [Fact]
    public void Refuses_a_header_that_names_a_field_twice()
    {
        var exception = Assert.Throws<FlowFormatException>(() => Parse.Text("srcaddr dstaddr pkt-srcaddr start pkt_srcaddr\n"));

        Assert.StartsWith("the header (line 1) names pkt-srcaddr twice, as fields 3 and 5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_header_that_lacks_what_a_flow_needs_and_tells_the_mend()
    {
        var exception = Assert.Throws<FlowFormatException>(() => Parse.Text("version dstaddr bytes\n"));

        Assert.Equal(
            "the header (line 1) lacks srcaddr and start: a flow needs srcaddr, dstaddr and start; add ${srcaddr} ${start} to the flow log's format",
            exception.Message);
    }

    [Fact]
    public void A_configured_format_holds_for_text_without_header()
    {
        var (batches, _) = Parse.Text("eni-1 10.0.0.1 10.0.0.2 1418530010\n", "${interface-id} ${srcaddr} ${dstaddr} ${start}");

        Assert.Equal("eni-1", Assert.Single(batches).Text("interface-id")![0]);
        Assert.Throws<FlowFormatException>(() => new FlowTextParser(Parse.Identity, "srcaddr dstaddr"));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(int.MaxValue)]
    public void A_line_that_is_too_long_is_one_rejected_record(int block)
    {
        var text = new StringBuilder();
        text.AppendLine(Record);
        text.AppendLine(Record.Replace("eni-1235b8ca123456789", new string('e', FlowTextParser.MaxLineBytes), StringComparison.Ordinal));
        text.Append(' ', FlowTextParser.MaxLineBytes + 1).AppendLine();
        text.AppendLine(Record);

        var (batches, report) = Parse.Text(text.ToString(), block: block);

        Assert.Equal(2, Assert.Single(batches).Count);
        Assert.Equal(["line 2: the line is longer than 65536 bytes", "line 3: the line is longer than 65536 bytes"], report.Samples.Select(sample => sample.ToString()));
    }

    [Fact]
    public void The_path_says_account_and_region_else_the_first_record_of_the_batch()
    {
        const string text = "account-id region srcaddr dstaddr start\n111 eu-west-1 10.0.0.1 10.0.0.2 1\n222 eu-west-2 10.0.0.1 10.0.0.2 1\n";

        var fromRecord = Assert.Single(Parse.Text(text).Batches);
        var fromPath = Assert.Single(Parse.Text(text, identity: Parse.Identity with { Account = "333", Region = "us-east-1" }).Batches);

        Assert.Equal(("111", "eu-west-1", "222"), (fromRecord.Account, fromRecord.Region, fromRecord.AccountOf(1)));
        Assert.Equal(("333", "us-east-1", "333"), (fromPath.Account, fromPath.Region, fromPath.AccountOf(1)));
        Assert.Equal("222", fromRecord.Slice(1, 1).Account);
        Assert.Equal("unknown", Assert.Single(Parse.Text("account-id srcaddr dstaddr start\na/+ 10.0.0.1 10.0.0.2 1\n").Batches).Account);
    }
}
