using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Filters;

public sealed class AthenaFilterSqlTests
{
    private static readonly string[] Table =
    [
        "version", "account_id", "interface_id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "log_status", "vpc_id", "subnet_id",
        "instance_id", "tcp_flags", "type", "pkt_srcaddr", "pkt_dstaddr", "region", "az_id", "pkt_src_aws_service", "flow_direction", "traffic_path", "day",
    ];

    [Theory]
    [InlineData("srcaddr in 10.0.0.0/8 and dstport in (22, 3389)",
        "((contains(?, try_cast(\"srcaddr\" AS ipaddress)))) AND ((coalesce(\"dstport\", 0) = ? OR coalesce(\"dstport\", 0) = ?))", "10.0.0.0/8,22,3389")]
    [InlineData("addr in (10.0.0.1, 2001:db8::/32)",
        "((\"srcaddr\" IN (?) OR contains(?, try_cast(\"srcaddr\" AS ipaddress))) OR (\"dstaddr\" IN (?) OR contains(?, try_cast(\"dstaddr\" AS ipaddress))))",
        "10.0.0.1,2001:db8::/32,10.0.0.1,2001:db8::/32")]
    [InlineData("action != reject", "NOT (coalesce((\"action\" IN (?)), false))", "REJECT")]
    [InlineData("start >= 1000 or end < 10", "(((coalesce(\"start\", 0) >= ?)) OR ((coalesce(\"end\", 0) BETWEEN ? AND ?)))", "1000,0,9")]
    [InlineData("interface-id like \"eni-0_*\"",
        "((translate(nullif(\"interface_id\", '-'), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') LIKE ? ESCAPE '\\'))", "eni-0\\_%")]
    public void Is_a_condition_on_the_raw_records(string filter, string sql, string values)
    {
        var text = AthenaFilterSql.Add(new AthenaText(), FlowFilter.Parse(filter), new AthenaColumns(Table));
        Assert.Equal(sql, text.ToString());
        Assert.Equal(values, string.Join(',', text.Values));
    }

    [Theory]
    [InlineData("country = DE", "`country` is not in the raw records that Athena reads: the place is only known after them")]
    [InlineData("port = 22 and not src-asn = 64500", "`src-asn` is not in the raw records that Athena reads: the network is only known after them")]
    [InlineData("direction = inbound", "`direction` is not in the raw records")]
    [InlineData("tgw-id = tgw-1", "the table has no column for `tgw-id`")]
    public void What_the_raw_records_do_not_have_is_refused_with_the_reason(string filter, string reason)
    {
        var fault = Assert.Throws<UnsupportedQueryException>(() => AthenaFilterSql.Add(new AthenaText(), FlowFilter.Parse(filter), new AthenaColumns(Table)));
        Assert.StartsWith(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flow_optics_own_table_has_other_names()
    {
        var columns = new AthenaColumns(["version", "account", "interfaceid", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start_time", "end_time", "account_id", "region", "day"]);
        var text = AthenaFilterSql.Add(new AthenaText(), FlowFilter.Parse("start > 5 and interface-id is not missing and account = 1 and log-status = ok"), columns);
        Assert.Contains("\"start_time\"", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"interfaceid\"", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"account_id\"", text.ToString(), StringComparison.Ordinal);
        Assert.False(columns.CanAnswer(FlowFilter.Parse("action = reject"), out _));
    }

    [Fact]
    public async Task Every_statement_parses_as_Trino()
    {
        var random = new Random(11);
        var columns = new AthenaColumns(Table.Concat(FilterWorld.TextColumns.Select(name => name.Replace('-', '_'))));
        var statements = new List<string>();
        while (statements.Count < 150)
        {
            var filter = FlowFilter.Parse(RandomFilter.Make(random).Text, null, FilterWorld.TextColumns);
            if (!columns.CanAnswer(filter, out _)) continue;
            // Three hundred ports in a list take the grammar's parser long.
            if (statements.Count > 10 && filter.Fields.Any(field => field.Field.Id == FilterFieldId.ServicePort)) continue;
            var text = AthenaFilterSql.Add(new AthenaText().Add("SELECT \"srcaddr\", sum(\"bytes\") FROM \"default\".\"vpclogs\" WHERE \"day\" >= ? AND "), filter, columns);
            Assert.Equal(text.Values.Count + 1, text.ToString().Count(character => character == '?'));
            statements.Add(text.Add(" GROUP BY 1").ToString());
        }

        // One that is wrong, so that the test can tell.
        statements.Add("SELECT \"srcaddr\" FROM \"vpclogs\" WHERE AND");
        var faults = await TrinoGrammar.FaultsAsync(statements);
        Assert.NotEmpty(faults[^1]);
        Assert.All(faults.SkipLast(1).Zip(statements), pair => Assert.True(pair.First.Length == 0, $"{pair.First}: {pair.Second}"));
    }
}
