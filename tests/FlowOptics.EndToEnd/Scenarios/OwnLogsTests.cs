using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The product on a folder of the user's own flow logs.</summary>
[Collection(ProductScenarios.Name)]
public sealed class OwnLogsTests : IDisposable
{
    private readonly ProductFolder _folder = new();

    private OwnLogs Logs => _folder.Logs;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_view_fills_by_itself_as_objects_come_and_what_cannot_be_read_is_named_with_its_reason()
    {
        await using var product = await RunningProduct.StartAsync(_folder.Data, "--logs", Logs.Folder);
        await using var browser = await TestBrowser.StartAsync();
        // Opened before there is anything, and never asked again by hand.
        var explore = await browser.OpenAsync($"{product.Page}explore?last=24h&units=flows");
        var graph = await browser.OpenAsync($"{product.Page}graph?last=24h&dedupe=0");
        var map = await browser.OpenAsync($"{product.Page}map?last=24h");
        foreach (var empty in new[] { explore.GetByTestId("explore-series-empty"), graph.GetByTestId("graph-empty"), map.GetByTestId("map-empty") })
            await Assertions.Expect(empty).ToContainTextAsync("Nothing has been imported yet");

        const string record = "2 999988887777 eni-0123456789abcdef0 10.9.0.1 10.9.8.1 50000 443 6 3 300 1763769600 1763769660 ACCEPT OK";
        Logs.Write("not-gzip.log.gz", [1, 2, 3, 4, 5]);
        Logs.Write("truncated.log.gz", OwnLogs.GZip(string.Join('\n', Enumerable.Repeat(record.Replace("10.9.0.1", "10.9.0.2", StringComparison.Ordinal), 5000).Prepend(OwnLogs.Header)))[..^200]);
        Logs.Write("empty.log.gz", []);
        Logs.AddText("doubled-name.log.gz", OwnLogs.Header.Replace("dstaddr", "srcaddr", StringComparison.Ordinal), record);
        Logs.AddText("no-srcaddr.log.gz", OwnLogs.Header.Replace("srcaddr ", "", StringComparison.Ordinal), record.Replace("10.9.0.1 ", "", StringComparison.Ordinal));
        Logs.AddText("bad-address.log.gz", OwnLogs.Header, record.Replace("10.9.0.1", "10.9.0", StringComparison.Ordinal), record);
        Logs.AddText("unknown-name.log.gz", OwnLogs.Header + " shoe-size", record + " 42");
        Logs.AddText("doubled-header.log.gz", OwnLogs.Header, record, OwnLogs.Header, record);
        Logs.AddText("lost.log.gz", OwnLogs.Header, NoRecord("NODATA"), NoRecord("NODATA"), NoRecord("SKIPDATA"));
        Logs.Write("subscription", OwnLogs.GZip($$"""{"messageType":"DATA_MESSAGE","owner":"999988887777","logEvents":[{"id":"1","timestamp":1,"message":"{{record}}"}]}"""));
        Logs.Add(1000);

        await Deadline.ReachedAsync("the bad objects are named", async () =>
        {
            if (await product.MetaAsync() is not { } meta) return "no answer";
            var problems = meta.GetProperty("import").GetProperty("problems").EnumerateArray()
                .Where(problem => problem.GetProperty("reason").GetString() is { Length: > 10 })
                .Select(problem => problem.GetProperty("key").GetString()!).ToArray();
            string[] bad = ["not-gzip", "truncated", "empty", "doubled-name", "no-srcaddr", "bad-address"];
            var unnamed = bad.Where(name => !problems.Any(key => key.Contains(name, StringComparison.Ordinal))).ToArray();
            return unnamed.Length == 0 ? null : $"not named: {string.Join(", ", unnamed)}; {meta.GetProperty("import")}";
        });
        // The good records of the objects with a bad one count: bad-address 1, unknown-name 1, doubled-header 2, subscription 1.
        await Deadline.ReachedAsync("the rest is there", async () =>
        {
            var answer = await product.GetAsync($"/api/v1/graph?mode=inspect&ips=10.9.0.1&cidr=10.9.8.1/32&source=history&from=2025-11-21T00:00:00Z&to=2025-11-23T00:00:00Z");
            var totals = RawTotals.Of(answer);
            return totals.Flows == 5 ? null : totals.ToString();
        });
        await Deadline.ReachedAsync("the good object is there", async () =>
            RawTotals.Of(await product.GetAsync("/api/v1/graph?mode=all&dedupe=false&source=history&limit=1")) is var totals && totals.Flows == 1000 ? null : totals.ToString());
        await Assertions.Expect(graph.GetByTestId("graph-flows")).ToHaveAttributeAsync("data-value", "1000");
        await Assertions.Expect(graph.GetByTestId("graph-canvas")).ToBeVisibleAsync();
        // A third of them comes from 198.51.0.0/16; the rest is inside.
        await Assertions.Expect(map.GetByTestId("map-total")).ToHaveAttributeAsync("data-value", "334");
        await Assertions.Expect(map.GetByTestId("map-empty")).ToBeHiddenAsync();
        await Assertions.Expect(explore.GetByTestId("top-table").Locator("tbody tr").First).ToBeVisibleAsync();
        foreach (var fact in new[] { "2 without traffic", "1 not readable", "1 lost by AWS" })
            await Assertions.Expect(explore.GetByTestId("import-facts")).ToContainTextAsync(fact);
        Assert.Empty(browser.Complaints);

        await product.StopAsync();

        static string NoRecord(string status) => $"2 999988887777 eni-0123456789abcdef0 - - - - - - - 1763769600 1763769660 - {status}";
    }
}
