using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class FlowsTests
{
    [Fact]
    public void Pages_show_each_matching_record_once_and_the_latest_first()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Pages, (records, query) =>
        {
            records = lake.Fill(AggregateQueries.Spread(records), Sealing.Nothing);
            var pages = Pages(lake, query);
            Assert.All(pages.SkipLast(1), page => Assert.Equal(query.Limit, page.Rows.Count));
            var rows = pages.SelectMany(page => page.Rows.Select(row => Fields(page.Columns, row))).ToList();
            var expected = ReferenceAggregates.Matching(records, query).ToList();
            Assert.Equal(expected.Select(Line).Order(StringComparer.Ordinal), rows.Select(Line).Order(StringComparer.Ordinal));
            Assert.Equal(expected.Select(record => record.Start).OrderDescending(), rows.Select(row => (long)row["start"]!));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void A_download_hands_out_what_the_pages_show()
    {
        using var lake = new SealableLake();
        Prop.ForAll(FlowRecords.Arbitrary, AggregateQueries.Pages, (records, query) =>
        {
            lake.Fill(AggregateQueries.Spread(records), Sealing.Nothing);
            var sink = new ListSink();
            var count = lake.Ask(store => store.ExportAsync(query, null, 1000, sink, default));
            var pages = Pages(lake, query with { Limit = 1000 });
            Assert.Equal(pages.SelectMany(page => page.Rows.Select(row => Line(Fields(page.Columns, row)))), sink.Rows.Select(row => Line(Fields(sink.Columns, row))));
            Assert.Equal(sink.Rows.Count, count);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void An_import_between_two_pages_moves_none_of_the_older_records()
    {
        using var lake = new SealableLake();
        var records = Enumerable.Range(0, 90).Select(i => Record(i, FlowRecords.Epoch + (i / 30))).ToArray();
        lake.Fill(records, Sealing.Nothing);
        var query = new FlowsQuery { Limit = 40, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.FromUnixTimeSeconds(FlowRecords.Epoch + 10) };
        var first = lake.Ask(store => store.FlowsAsync(query, null, default));
        lake.Add("another", Enumerable.Range(100, 30).Select(i => Record(i, FlowRecords.Epoch + 2)).ToArray());
        var rest = Pages(lake, query with { Cursor = first.Next });

        var ports = first.Rows.Concat(rest.SelectMany(page => page.Rows)).Select(row => (long)Fields(first.Columns, row)["srcport"]!).ToList();
        Assert.Equal(records.Select(record => (long)record.SrcPort), ports.Where(port => port < 100).Order());
        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void A_cursor_is_for_the_question_that_it_came_from()
    {
        using var lake = new SealableLake();
        lake.Fill([.. Enumerable.Range(0, 3).Select(i => Record(i, FlowRecords.Epoch))], Sealing.Nothing);
        var query = new FlowsQuery { Limit = 1, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddYears(100) };
        var next = lake.Ask(store => store.FlowsAsync(query, null, default)).Next!;
        foreach (var wrong in new[] { query with { Cursor = next, Account = "1" }, query with { Cursor = next, Filter = FlowFilter.Parse("bytes > 1") }, query with { Cursor = next[..20] + (next[20] == 'B' ? 'C' : 'B') + next[21..] }, query with { Cursor = "x'" } })
            Assert.Contains("cursor", Assert.Throws<UnsupportedQueryException>(() => lake.Ask(store => store.FlowsAsync(wrong, null, default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_of_too_many_says_how_many_there_are()
    {
        using var lake = new SealableLake();
        lake.Fill([.. Enumerable.Range(0, 5).Select(i => Record(i, FlowRecords.Epoch))], Sealing.Nothing);
        var query = new FlowsQuery { Limit = 1, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddYears(100) };
        var refused = Assert.Throws<UnsupportedQueryException>(() => lake.Ask(store => store.ExportAsync(query, null, 4, new ListSink(), default)));
        Assert.StartsWith("5 records match, of which a download holds at most 4", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, lake.Ask(store => store.ExportAsync(query, 3, 4, new ListSink(), default)));
    }

    private static FlowRecord Record(int port, long start) => new(
        "1", "r", Address.Parse("10.0.0.1"), Address.Parse("10.0.0.2"), (ushort)port, 443, 6, 1, 1, start, start, FlowAction.Accept, 0, FlowDirection.None, "eni-1");

    private static List<FlowsAnswer> Pages(SealableLake lake, FlowsQuery query)
    {
        var pages = new List<FlowsAnswer> { lake.Ask(store => store.FlowsAsync(query, null, default)) };
        while (pages[^1].Next is { } next) pages.Add(lake.Ask(store => store.FlowsAsync(query with { Cursor = next }, null, default)));
        return pages;
    }

    private static Dictionary<string, object?> Fields(IReadOnlyList<string> columns, IReadOnlyList<object?> row) =>
        columns.Zip(row).ToDictionary(field => field.First, field => field.Second, StringComparer.Ordinal);

    private static string Line(FlowRecord record) => string.Join('|', new object?[]
    {
        record.Account, record.Region, record.Account, record.InterfaceId, record.Src, record.Dst, record.SrcPort, record.DstPort, record.Protocol, record.Packets, record.Bytes,
        record.Start, record.End, record.Action switch { FlowAction.Accept => "ACCEPT", FlowAction.Reject => "REJECT", _ => null }, record.TcpFlags,
        record.FlowDirection == FlowDirection.None ? null : record.FlowDirection.ToString().ToLowerInvariant(), record.Src.IsIPv4 ? "IPv4" : "IPv6",
        ServicePort.ServiceLabel(record.Protocol, record.SrcPort, record.DstPort, record.ServiceSide), record.Direction.ToString().ToLowerInvariant(),
        record.SourceIsOwn ? "source" : record.DestinationIsOwn ? "destination" : null, record.DstKind.ToString()[..1].ToLowerInvariant() + record.DstKind.ToString()[1..],
        NullIfEmpty(FlowRecords.PlaceOf(record.Src).Country), FlowRecords.NetworkOf(record.Dst).Asn is var asn and > 0 ? asn : null, NullIfEmpty(FlowRecords.NetworkOf(record.Dst).Organization),
    }.Select(Text));

    private static string Line(Dictionary<string, object?> row) => string.Join('|', new[]
    {
        "account", "region", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "tcp-flags",
        "flow-direction", "type", "service-port", "direction", "own-end", "dst-kind", "src-country", "dst-asn", "dst-org",
    }.Select(name => Text(row.GetValueOrDefault(name))));

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private sealed class ListSink : IRecordSink
    {
        public List<object?[]> Rows { get; } = [];

        public string[] Columns { get; private set; } = [];

        public void Begin(IReadOnlyList<RecordColumn> columns) => Columns = [.. columns.Select(column => column.Name)];

        public void Write(ReadOnlySpan<object?> values) => Rows.Add(values.ToArray());

        public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
