using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Queries;

/// <summary>flow-optics' own questions and labels, and the rules that this product adds, each with the fewest records that show it.</summary>
public sealed class GraphRuleTests : IDisposable
{
    private static readonly FlowRecord Web = Record("10.0.1.10", "10.0.2.20", 40000, 443, 6, FlowAction.Accept, 1000);

    private readonly TemporaryFolder _folder = new();
    private readonly LakeDatabase _lake;

    public GraphRuleTests() => _lake = Lakes.Open(_folder.Path);

    [Fact]
    public async Task Correlate_shows_what_goes_on_within_the_group_alone()
    {
        var answer = await Ask(
            [Web, Web with { Dst = Address.Parse("10.0.9.9") }],
            query => query with { Mode = GraphMode.Correlate, Addresses = [Web.Src, Web.Dst] });
        Assert.Equal(["10.0.1.10 10.0.2.20 443"], Links(answer));
    }

    [Theory]
    [InlineData("10.0.2.0/24", "10.0.1.10 10.0.2.20 443")]
    [InlineData("2606:4700::/32", "10.0.1.10 2606:4700::1111 443")]
    [InlineData("2606:4700::1111/128", "10.0.1.10 2606:4700::1111 443")]
    public async Task Inspect_limits_the_peers_by_prefixes_of_both_families(string cidr, string link)
    {
        Assert.True(Prefix.TryParse(cidr, out var peers));
        var answer = await Ask(
            [Web, Web with { Dst = Address.Parse("2606:4700::1111") }, Web with { Src = Address.Parse("10.0.7.7") }],
            query => query with { Mode = GraphMode.Inspect, Addresses = [Web.Src], Peers = peers });
        Assert.Equal([link], Links(answer));
    }

    [Fact]
    public async Task Rejects_goes_by_the_action()
    {
        var answer = await Ask([Web, Web with { DstPort = 22, Action = FlowAction.Reject }, Web with { DstPort = 23, Action = FlowAction.None }], query => query with { Mode = GraphMode.Rejects });
        Assert.Equal(["10.0.1.10 10.0.2.20 22"], Links(answer));
    }

    [Fact]
    public async Task Labels_by_service_show_the_service_port_HP_and_protocols_without_ports()
    {
        var answer = await Ask(
            [Web, Web with { SrcPort = 40000, DstPort = 40001, Bytes = 900 }, Web with { SrcPort = 0, DstPort = 0, Protocol = 1, Bytes = 800 }, Web with { DstPort = 1023, Bytes = 700 }],
            query => query);
        Assert.Equal(["443", "HP", "ICMP", "1023"], answer.Links.Select(link => link.Label));
    }

    [Fact]
    public async Task Labels_by_source_show_1023_itself_HP_above_it_and_leave_port_0_out()
    {
        var answer = await Ask(
            [Web with { SrcPort = 1023 }, Web with { SrcPort = 1024, Bytes = 900 }, Web with { SrcPort = 50000, Bytes = 1 }, Web with { SrcPort = 0, DstPort = 0, Protocol = 1 }],
            query => query with { Label = PortLabel.Source });
        Assert.Equal(["1023", "HP"], answer.Links.Select(link => link.Label));
        Assert.Equal(901, answer.Links[1].Accepted.Bytes);
    }

    [Fact]
    public async Task A_link_is_one_for_each_source_target_and_label()
    {
        var answer = await Ask([Web, Web, Web with { Protocol = 17 }, Web with { Src = Web.Dst, Dst = Web.Src, SrcPort = 443, DstPort = 40000 }], query => query);
        Assert.Equal(["10.0.1.10 10.0.2.20 443", "10.0.2.20 10.0.1.10 443"], Links(answer));
        Assert.Equal([6, 17], answer.Links[0].Protocols);
    }

    [Fact]
    public async Task What_both_interfaces_logged_counts_once_and_what_the_sender_was_refused_all_the_same()
    {
        var sent = Web with { FlowDirection = FlowDirection.Egress };
        FlowRecord[] records = [sent, sent with { FlowDirection = FlowDirection.Ingress }, sent with { Action = FlowAction.Reject, Bytes = 7 }];
        var once = await Ask(records, query => query);
        Assert.Equal((new Traffic(1, 1, 1000), new Traffic(1, 1, 7)), (once.Accepted, once.Rejected));
        Assert.Equal(new Deduplication(1, new Traffic(1, 1, 1000)), once.Deduplicated);
        Assert.Equal(new Traffic(2, 2, 1007), once.Nodes[0].Sent);

        var each = await Ask(records, query => query with { Deduplicate = false });
        Assert.Equal(new Traffic(2, 2, 2000), each.Accepted);
        Assert.Null(each.Deduplicated);
    }

    [Fact]
    public async Task The_limit_leaves_an_exact_rest()
    {
        var answer = await Ask([Web, Web with { DstPort = 22, Bytes = 10 }, Web with { DstPort = 25, Bytes = 5, Action = FlowAction.Reject }], query => query with { Limit = 1 });
        Assert.Equal(3, answer.TotalLinks);
        Assert.Equal(new TrafficByAction(new Traffic(1, 1, 10), new Traffic(1, 1, 5), default), answer.Rest);
    }

    [Fact]
    public async Task A_comparison_goes_by_traffic_per_time_and_tells_what_is_new_and_gone()
    {
        // Two hours now, one before: twice the bytes are the same.
        static FlowRecord Before(FlowRecord record) => record with { Start = record.Start - 3600, End = record.End - 3600 };
        FlowRecord[] records =
        [
            Web with { Bytes = 2000 }, Before(Web),
            Web with { DstPort = 22, Bytes = 4000 }, Before(Web with { DstPort = 22 }),
            Web with { DstPort = 25, Bytes = 500 }, Before(Web with { DstPort = 53 }),
        ];
        var answer = await Ask(records, query => query with { Before = (query.From.AddHours(-1), query.From) });
        Assert.Equal([("22", LinkChange.Changed), ("443", LinkChange.Same), ("25", LinkChange.New)], answer.Links.Select(link => (link.Label, link.Change!.Value)));
        Assert.Equal((1, "53", 1000), (answer.TotalGone, answer.Gone![0].Label, answer.Gone[0].Before!.Value.Accepted.Bytes));
    }

    [Fact]
    public async Task A_group_may_have_links_to_itself_and_one_of_its_nodes_be_expanded()
    {
        FlowRecord[] records = [Web, Web with { Dst = Address.Parse("10.0.1.11") }];
        var groups = await Ask(records, query => query with { Group = GraphGroup.Subnet });
        Assert.Equal(["10.0.1.0/24 10.0.1.0/24 443", "10.0.1.0/24 10.0.2.0/24 443"], Links(groups));
        Assert.Equal((2, GraphGroup.Subnet), (groups.Nodes[0].Addresses, groups.Nodes[0].Group));

        var expanded = await Ask(records, query => query with { Group = GraphGroup.Subnet, Expand = "10.0.1.0/24" });
        Assert.Equal(["10.0.1.10 10.0.2.0/24 443", "10.0.1.10 10.0.1.11 443"], Links(expanded));
    }

    [Theory]
    [InlineData("dstport = 443", "flows")]
    [InlineData("service-port = 443 and action = accept", "links_day")]
    public async Task A_filter_is_answered_by_roll_ups_where_they_have_its_fields(string filter, string table)
    {
        var answer = await Ask([Web, Web with { DstPort = 22 }], query => query with { Filter = FlowFilter.Parse(filter) }, sealAll: true);
        Assert.Equal(["10.0.1.10 10.0.2.20 443"], Links(answer));
        Assert.Equal(table, Assert.Single(answer.Plan!.Tables));
    }

    [Fact]
    public async Task More_addresses_than_fit_a_list_are_found_too()
    {
        var many = Enumerable.Range(0, 2000).Select(i => Address.FromIPv4(0x0A00010Au - (uint)i)).ToArray();
        var answer = await Ask([Web, Web with { Src = Address.Parse("10.9.9.9") }], query => query with { Mode = GraphMode.Inspect, Addresses = many });
        Assert.Equal(["10.0.1.10 10.0.2.20 443"], Links(answer));
    }

    public void Dispose()
    {
        _lake.Dispose();
        _folder.Dispose();
    }

    private static FlowRecord Record(string src, string dst, ushort srcPort, ushort dstPort, byte protocol, FlowAction action, long bytes) => new(
        "123456789012", "eu-west-1", Address.Parse(src), Address.Parse(dst), srcPort, dstPort, protocol, 1, bytes, GraphQueries.Midnight + 7200, GraphQueries.Midnight + 7260, action, 0, FlowDirection.None, null);

    private static IEnumerable<string> Links(GraphAnswer answer) => answer.Links.Select(link => $"{link.Source} {link.Target} {link.Label}");

    // The question is about the two hours from 02:00, or the whole day where all of it is sealed.
    private async Task<GraphAnswer> Ask(FlowRecord[] records, Func<GraphQuery, GraphQuery> question, bool sealAll = false)
    {
        using var writer = new LakeWriter(_lake);
        writer.Write(Lakes.Info("key"), "etag", records);
        writer.Commit();
        var from = DateTimeOffset.FromUnixTimeSeconds(GraphQueries.Midnight).AddHours(sealAll ? 0 : 2);
        if (sealAll)
        {
            using var connection = _lake.Connect();
            TestSeals.Make(connection, _ => true, _ => true);
        }

        var query = question(new GraphQuery { Mode = GraphMode.All, From = from, To = from.AddHours(sealAll ? 24 : 2) });
        return await new DuckDbFlowStore(_lake).GraphAsync(query, null, TestContext.Current.CancellationToken);
    }
}
