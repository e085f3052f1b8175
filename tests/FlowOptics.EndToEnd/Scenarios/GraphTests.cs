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
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToHaveAttributeAsync("data-settled", "true");
        Assert.Equal(Nodes(grouped), await PageViews.NumberAsync(page, "graph-nodes"));
        Assert.Equal(grouped.GetProperty("links").GetArrayLength(), await PageViews.NumberAsync(page, "graph-links"));
        Assert.Equal(demo.Raw.Records().LongCount(record => record.Account == Account && DemoDay.Has(record)), await PageViews.NumberAsync(page, "graph-flows"));

        // A search selects, and x opens the group in place.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("10.0.2.0/24");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("graph-panel")).ToContainTextAsync("10.0.2.0/24");
        await Assertions.Expect(page.GetByTestId("graph-sparkline")).ToHaveAttributeAsync("data-state", "ready");
        await page.Keyboard.PressAsync("x");
        var expanded = await product.GetAsync($"/api/v1/graph?{Day}&group=subnet&limit=200&dedupe=false&expand=10.0.2.0/24");
        await Assertions.Expect(page.GetByTestId("graph-nodes")).ToHaveAttributeAsync("data-value", Text(Nodes(expanded)));

        // Hidden with h, back with u; the list says what is hidden.
        await page.GotoAsync($"{product.Page}graph?{Day}&limit=100&select=10.0.2.20");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToBeVisibleAsync();
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
        await Assertions.Expect(page.GetByTestId("graph-table")).ToBeVisibleAsync();

        var links = answer.GetProperty("links").EnumerateArray().Concat(answer.GetProperty("gone").EnumerateArray()).ToArray();
        var expected = links.GroupBy(link => link.GetProperty("change").GetString()!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var csv = (await Downloads.OfAsync(page, "graph-export", "csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(links.Length, csv.Length - 1);
        foreach (var (change, count) in expected)
            Assert.Equal(count, csv.Count(line => line.Split(',')[5] == change));

        using var json = JsonDocument.Parse(await Downloads.OfAsync(page, "graph-export", "json"));
        Assert.Equal(Flows(links), Flows(json.RootElement.GetProperty("links").EnumerateArray()));

        XNamespace graphml = "http://graphml.graphdrawing.org/xmlns";
        var document = XDocument.Parse(await Downloads.OfAsync(page, "graph-export", "graphml"));
        var nodes = document.Descendants(graphml + "node").Select(node => node.Attribute("id")!.Value).ToHashSet(StringComparer.Ordinal);
        var edges = document.Descendants(graphml + "edge").ToArray();
        Assert.Equal(links.Length, edges.Length);
        Assert.All(edges, edge => Assert.True(nodes.Contains(edge.Attribute("source")!.Value) && nodes.Contains(edge.Attribute("target")!.Value)));

        // The same in the picture, which can be had as one.
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToHaveAttributeAsync("data-settled", "true");
        await Assertions.Expect(page.GetByTestId("graph-changes")).ToContainTextAsync("new");
        var pairs = links.Select(link => (link.GetProperty("source").GetString(), link.GetProperty("target").GetString())).Distinct().Count();
        var svg = XDocument.Parse(await Downloads.OfAsync(page, "graph-export", "svg"));
        Assert.Equal(pairs, svg.Descendants().Count(shape => shape.Name.LocalName == "g" && shape.Attribute("class")?.Value == "link"));
        Assert.StartsWith("\u0089PNG", await Downloads.OfAsync(page, "graph-export", "png"), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_pinned_address_and_the_camera_are_in_the_link()
    {
        const string Address = "10.0.2.20";
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}graph?{Day}&mode=inspect&ips=10.0.3.7&select={Address}");
        await RestsAsync(page);
        await page.Keyboard.PressAsync("p");
        await page.WaitForURLAsync(url => url.Contains("pins=", StringComparison.Ordinal) && url.Contains(Address, StringComparison.Ordinal));
        await page.Keyboard.PressAsync("+");
        await page.WaitForURLAsync(url => url.Contains("camera=", StringComparison.Ordinal));
        await RestsAsync(page);
        var (link, before) = (page.Url, await PlaceAsync(page, Address));

        await page.ReloadAsync();
        await RestsAsync(page);
        Assert.Equal(link, page.Url);
        var after = await PlaceAsync(page, Address);
        // The link has the camera's zoom in three digits: half a percent of half a screen.
        Assert.True(Math.Abs(after.X - before.X) <= 8 && Math.Abs(after.Y - before.Y) <= 8, $"at {after} after the reload, {before} before");

        // Moved on, and let go: the link follows both.
        await page.Keyboard.PressAsync("p");
        await page.WaitForURLAsync(url => !url.Contains("pins=", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("0");
        await page.WaitForURLAsync(url => !url.Contains("camera=", StringComparison.Ordinal));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task On_a_phone_the_drawing_has_most_of_the_screen_and_the_tools_unfold()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status");
        await PageViews.DismissHintsAsync(page);
        await page.SetViewportSizeAsync(360, 740);
        await page.GotoAsync($"{product.Page}graph?{Day}&mode=inspect&ips=10.0.3.7");
        await RestsAsync(page);
        var seen = await page.GetByTestId("graph-canvas").EvaluateAsync<double>("canvas => Math.min(innerHeight, canvas.getBoundingClientRect().bottom) - Math.max(0, canvas.getBoundingClientRect().top)");
        Assert.True(seen >= 370, $"the drawing has {seen} of 740 pixels");
        Assert.Empty(await Accessibility.SeriousFindingsAsync(page));

        // By keyboard: the fold is a button, what it hides takes no focus, and / leads to the search within.
        var fold = page.GetByTestId("graph-controls-switch");
        await fold.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(fold).ToHaveAttributeAsync("aria-expanded", "true");
        await Assertions.Expect(page.GetByTestId("graph-go")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.SeriousFindingsAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("graph-go")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByTestId("graph-search")).ToBeFocusedAsync();
        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(browser.Complaints);
    }

    private static Task RestsAsync(IPage page) =>
        Assertions.Expect(page.GetByTestId("graph-canvas")).ToHaveAttributeAsync("data-settled", "true");

    /// <summary>Where an address stands in the picture, as the picture's SVG has it.</summary>
    private static async Task<(double X, double Y)> PlaceAsync(IPage page, string address)
    {
        var svg = XDocument.Parse(await Downloads.OfAsync(page, "graph-export", "svg"));
        var title = svg.Descendants().Single(shape => shape.Name.LocalName == "title" && shape.Value == address);
        var shape = title.Parent!.Name.LocalName == "circle" ? title.Parent : title.ElementsAfterSelf().First();
        double Read(params string[] names) => double.Parse(names.Select(name => shape.Attribute(name)?.Value).First(value => value is not null)!, CultureInfo.InvariantCulture);
        return (Read("cx", "x"), Read("cy", "y"));
    }

    private static long Nodes(JsonElement answer) => answer.GetProperty("nodes").GetArrayLength();

    private static long Flows(IEnumerable<JsonElement> links) =>
        links.Sum(link => link.GetProperty("accepted").GetProperty("flows").GetInt64() + link.GetProperty("rejected").GetProperty("flows").GetInt64());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
