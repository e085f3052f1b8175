using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The graph view as an analyst works with it, its numbers held against the raw objects and the API.</summary>
[Collection(DemoScenarios.Name)]
public sealed class GraphTests(DemoProduct demo)
{
    private const string Account = "123456789012";

    private static string Day { get; } = $"account={Account}&{DemoDay.Range}";

    [Fact]
    public async Task An_analyst_groups_expands_hides_compares_and_takes_the_graph_along_without_a_mouse()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();

        // Grouped: what the API says, and in all what the raw objects hold.
        var page = await browser.OpenAsync($"{product.Page}graph?{Day}&group=subnet&limit=200&dedupe=0");
        var grouped = await product.GetAsync($"/api/v1/graph?{Day}&group=subnet&limit=200&dedupe=false");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToHaveAttributeAsync("data-settled", "true", new() { Timeout = 60_000 });
        Assert.Equal(Nodes(grouped), await PageViews.NumberAsync(page, "graph-nodes"));
        Assert.Equal(grouped.GetProperty("links").GetArrayLength(), await PageViews.NumberAsync(page, "graph-links"));
        Assert.Equal(demo.Raw.Records().LongCount(record => record.Account == Account && DemoDay.Has(record)), await PageViews.NumberAsync(page, "graph-flows"));

        // A search selects, and x opens the group in place.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("10.0.2.0/24");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("graph-panel")).ToContainTextAsync("10.0.2.0/24");
        await Assertions.Expect(page.GetByTestId("graph-sparkline")).ToHaveAttributeAsync("data-state", "ready", new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync("x");
        var expanded = await product.GetAsync($"/api/v1/graph?{Day}&group=subnet&limit=200&dedupe=false&expand=10.0.2.0/24");
        await Assertions.Expect(page.GetByTestId("graph-nodes")).ToHaveAttributeAsync("data-value", Text(Nodes(expanded)), new() { Timeout = 30_000 });

        // Hidden with h, back with u; the list says what is hidden.
        await page.GotoAsync($"{product.Page}graph?{Day}&limit=100&select=10.0.2.20");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByTestId("graph-panel")).ToContainTextAsync("10.0.2.20");
        var all = await PageViews.NumberAsync(page, "graph-nodes");
        await page.Keyboard.PressAsync("h");
        await Assertions.Expect(page.GetByTestId("graph-hidden")).ToContainTextAsync("1 hidden");
        Assert.True(await PageViews.NumberAsync(page, "graph-nodes") < all, "a hidden address is gone from the picture");
        await page.Keyboard.PressAsync("u");
        await Assertions.Expect(page.GetByTestId("graph-nodes")).ToHaveAttributeAsync("data-value", Text(all));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_comparison_and_the_downloads_hold_what_the_API_answers()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}graph?{Day}&compare=previous&limit=150&table=1&fold=1");
        var answer = await product.GetAsync($"/api/v1/graph?{Day}&compare=previous&limit=150");
        await Assertions.Expect(page.GetByTestId("graph-table")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        var links = answer.GetProperty("links").EnumerateArray().Concat(answer.GetProperty("gone").EnumerateArray()).ToArray();
        var expected = links.GroupBy(link => link.GetProperty("change").GetString()!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var csv = (await DownloadAsync(page, "export-csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(links.Length, csv.Length - 1);
        foreach (var (change, count) in expected)
            Assert.Equal(count, csv.Count(line => line.Split(',')[5] == change));

        using var json = JsonDocument.Parse(await DownloadAsync(page, "export-json"));
        Assert.Equal(Flows(links), Flows(json.RootElement.GetProperty("links").EnumerateArray()));

        XNamespace graphml = "http://graphml.graphdrawing.org/xmlns";
        var document = XDocument.Parse(await DownloadAsync(page, "export-graphml"));
        var nodes = document.Descendants(graphml + "node").Select(node => node.Attribute("id")!.Value).ToHashSet(StringComparer.Ordinal);
        var edges = document.Descendants(graphml + "edge").ToArray();
        Assert.Equal(links.Length, edges.Length);
        Assert.All(edges, edge => Assert.True(nodes.Contains(edge.Attribute("source")!.Value) && nodes.Contains(edge.Attribute("target")!.Value)));

        // The same in the picture, which can be had as one.
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToHaveAttributeAsync("data-settled", "true", new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByTestId("graph-changes")).ToContainTextAsync("new");
        var pairs = links.Select(link => (link.GetProperty("source").GetString(), link.GetProperty("target").GetString())).Distinct().Count();
        var svg = XDocument.Parse(await DownloadAsync(page, "export-svg"));
        Assert.Equal(pairs, svg.Descendants().Count(shape => shape.Name.LocalName == "g" && shape.Attribute("class")?.Value == "link"));
        Assert.StartsWith("\u0089PNG", await DownloadAsync(page, "export-png"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    private static async Task<string> DownloadAsync(IPage page, string button)
    {
        await page.GetByTestId("graph-export").Locator("summary").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId(button).ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        // Latin-1 keeps each byte, also of the PNG; what is counted is ASCII.
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static long Nodes(JsonElement answer) => answer.GetProperty("nodes").GetArrayLength();

    private static long Flows(IEnumerable<JsonElement> links) =>
        links.Sum(link => link.GetProperty("accepted").GetProperty("flows").GetInt64() + link.GetProperty("rejected").GetProperty("flows").GetInt64());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
