using System.Net.Http.Json;
using System.Text.Json;
using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>Each endpoint's counts, packets and bytes against the raw objects of the demo.</summary>
[Collection<OneDemo>]
public sealed class RawAgreementTests(DemoFixture demo)
{
    private const string Sums = "count(*)::BIGINT, sum(packets)::BIGINT, sum(bytes)::BIGINT";

    [Theory]
    [InlineData("srcaddr", "srcaddr")]
    [InlineData("account,region", "account, region")]
    [InlineData("dstport,protocol", "dstport, protocol")]
    [InlineData("action", "action")]
    [InlineData("vpc-id", "coalesce(nullif(vpc, '-'), '')")]
    public async Task Top_lists(string by, string columns)
    {
        var answer = await AskAsync($"top?by={by}&limit=1000&measure=flows");
        var groups = answer.GetProperty("groups").EnumerateArray().Select(group => string.Join('|', group.GetProperty("values").EnumerateArray().Select(value => value.GetString() ?? "").Append(Line(Total(group)))));
        var expected = demo.Raw.Lines($"SELECT {columns}, {Sums} FROM raw GROUP BY ALL");
        Assert.Equal(expected.Count, answer.GetProperty("totalGroups").GetInt64());
        Assert.Equal(Lines($"SELECT {Sums} FROM raw"), [Line(Of(answer.GetProperty("total")))]);
        if (expected.Count <= 1000) Assert.Equal(expected.Order(StringComparer.Ordinal), groups.Order(StringComparer.Ordinal));
        else Assert.All(groups, group => Assert.Contains(group, expected));
    }

    [Fact]
    public async Task Top_lists_with_a_filter()
    {
        var answer = await AskAsync("top?by=srcaddr&limit=5&filter=" + Uri.EscapeDataString("action = reject and dstport in (22, 3389)"));
        var expected = Lines($"SELECT srcaddr, {Sums} FROM raw WHERE action = 'reject' AND dstport IN (22, 3389) GROUP BY 1 ORDER BY sum(bytes) DESC");
        var shown = answer.GetProperty("groups").EnumerateArray().Select(group => $"{group.GetProperty("values")[0].GetString()}|{Line(Total(group))}").ToList();
        Assert.All(shown, group => Assert.Contains(group, expected));
        // Equal ones may be in any order here.
        Assert.Equal(expected.Take(5).Select(Bytes), shown.Select(Bytes));
        Assert.Equal(expected.Count, answer.GetProperty("totalGroups").GetInt64());
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3600)]
    public async Task Time_series(int bucket)
    {
        var answer = await AskAsync($"timeseries?by=action&bucket={bucket}");
        var buckets = answer.GetProperty("buckets").EnumerateArray().Select(start => start.GetInt64()).ToArray();
        var points = answer.GetProperty("series").EnumerateArray().SelectMany(series => buckets.Select((start, i) =>
            $"{series.GetProperty("values")[0].GetString()}|{start}|{series.GetProperty("flows")[i]}|{series.GetProperty("packets")[i]}|{series.GetProperty("bytes")[i]}"));
        Assert.Equal(
            Lines($"SELECT action, start_time // {bucket} * {bucket}, {Sums} FROM raw GROUP BY ALL").Order(StringComparer.Ordinal),
            points.Where(point => !point.EndsWith("|0|0|0", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(buckets.Zip(buckets.Skip(1)), pair => Assert.Equal(bucket, pair.Second - pair.First));
    }

    [Fact]
    public async Task Sankey_flows()
    {
        var answer = await AskAsync("sankey?by=account,protocol,action&top=50");
        var nodes = answer.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("value").GetString()).ToArray();
        var links = answer.GetProperty("links").EnumerateArray().Select(link =>
            $"{nodes[link.GetProperty("source").GetInt32()]}|{nodes[link.GetProperty("target").GetInt32()]}|{Line(Total(link))}");
        Assert.Equal(
            Lines($"SELECT account, protocol, {Sums} FROM raw GROUP BY 1, 2 UNION ALL SELECT protocol::VARCHAR, action, {Sums} FROM raw GROUP BY 1, 2").Order(StringComparer.Ordinal),
            links.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("geo?by=city")]
    [InlineData("geo?by=country")]
    [InlineData("graph?mode=all&limit=1")]
    public async Task Totals_by_action(string query)
    {
        // What is seen at both ends counts twice only where that is asked for.
        var known = query.StartsWith("graph", StringComparison.Ordinal) ? "&dedupe=false" : "";
        var answer = await AskAsync(query + known);
        var totals = new[] { "accepted", "rejected" }.Select(part => $"{(part == "accepted" ? "accept" : "reject")}|{Line(Of(answer.GetProperty(part)))}");
        Assert.Equal(Lines($"SELECT action, {Sums} FROM raw GROUP BY 1 ORDER BY 1"), totals);
    }

    [Fact]
    public async Task Links_of_the_graph()
    {
        var answer = await AskAsync("graph?mode=all&limit=100000&dedupe=false");
        var links = answer.GetProperty("links").EnumerateArray()
            .GroupBy(link => $"{link.GetProperty("source").GetString()}|{link.GetProperty("target").GetString()}", StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}|{Line(pair.SelectMany(link => new[] { "accepted", "rejected", "other" }.Select(part => Of(link.GetProperty(part)))).Aggregate((sum, next) => (sum.Flows + next.Flows, sum.Packets + next.Packets, sum.Bytes + next.Bytes)))}");
        Assert.Equal(Lines($"SELECT srcaddr, dstaddr, {Sums} FROM raw GROUP BY 1, 2").Order(StringComparer.Ordinal), links.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("csv", "read_csv('{0}', header = true)")]
    [InlineData("ndjson", "read_json('{0}', format = 'newline_delimited')")]
    [InlineData("parquet", "read_parquet('{0}')")]
    public async Task Files_of_records(string format, string reader)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "flows");
        using var response = await demo.Process.Client.GetAsync($"/api/v1/flows?{demo.Range}&format={format}", TestContext.Current.CancellationToken);
        Assert.EndsWith("." + format, response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        using var result = connection.Query($"SELECT srcaddr, dstaddr, srcport, dstport, protocol, lower(action), start, {Sums} FROM {reader.Replace("{0}", path, StringComparison.Ordinal)} GROUP BY ALL");
        var records = result.ToRows().ConvertAll(row => string.Join('|', row.Select(value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(
            Lines($"SELECT srcaddr, dstaddr, srcport, dstport, protocol, action, start_time, {Sums} FROM raw GROUP BY ALL").Order(StringComparer.Ordinal), records.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_of_records()
    {
        var (flows, packets, bytes) = (0L, 0L, 0L);
        string? next = null;
        do
        {
            var page = await AskAsync("flows?limit=10000&cursor=" + next);
            var columns = page.GetProperty("columns").EnumerateArray().Select(column => column.GetString()).ToList();
            foreach (var row in page.GetProperty("rows").EnumerateArray())
            {
                flows++;
                packets += row[columns.IndexOf("packets")].GetInt64();
                bytes += row[columns.IndexOf("bytes")].GetInt64();
            }

            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(Lines($"SELECT {Sums} FROM raw"), [Line((flows, packets, bytes))]);
    }

    private static string Bytes(string line) => line[(line.LastIndexOf('|') + 1)..];

    private List<string> Lines(string sql) => demo.Raw.Lines(sql);

    private Task<JsonElement> AskAsync(string query) =>
        demo.Process.Client.GetFromJsonAsync<JsonElement>($"/api/v1/{query}&{demo.Range}", TestContext.Current.CancellationToken);

    private static (long Flows, long Packets, long Bytes) Total(JsonElement group) => Of(group.GetProperty("traffic").GetProperty("total"));

    private static (long Flows, long Packets, long Bytes) Of(JsonElement traffic)
    {
        if (traffic.TryGetProperty("total", out var total)) traffic = total;
        return (traffic.GetProperty("flows").GetInt64(), traffic.GetProperty("packets").GetInt64(), traffic.GetProperty("bytes").GetInt64());
    }

    private static string Line((long Flows, long Packets, long Bytes) sums) => $"{sums.Flows}|{sums.Packets}|{sums.Bytes}";
}
