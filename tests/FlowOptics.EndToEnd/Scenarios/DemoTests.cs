using System.Globalization;
using System.Text.Json;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>What a new user sees: the demo on both pages, held against the raw objects that the demo wrote.</summary>
[Collection(DemoScenarios.Name)]
public sealed class DemoTests(DemoProduct demo)
{
    private const string Account = "123456789012";
    /// <summary>Web, app, database and DNS of the production account.</summary>
    private const string Group = "10.0.1.10,10.0.2.20,10.0.3.7,10.0.0.2";

    private static string Question { get; } =
        $"mode=correlate&account={Account}&{DemoDay.Range}&ips={Group}&label=source";

    [Fact]
    public async Task The_map_moves_by_itself_with_traffic_from_real_countries()
    {
        var product = await demo.RunningAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}");

        await Deadline.ReachedAsync("five countries on the map", async () =>
        {
            var countries = await CountriesAsync(page);
            return countries.Count(country => country.Length == 2) >= 5 ? null : $"countries: {string.Join(' ', countries)}";
        });
        await Assertions.Expect(page.GetByTestId("live-badge")).ToHaveAttributeAsync("data-state", "connected");

        // It goes on by itself: the total grows, without a reload, by what MQTT brings.
        var before = await PageViews.NumberAsync(page, "map-total");
        await Deadline.ReachedAsync("more events on the map", async () =>
            await PageViews.NumberAsync(page, "map-total") is var now && now > before ? null : $"still {now}");
        Assert.Contains(browser.Requests, request => request.StartsWith("ws://", StringComparison.Ordinal) && request.EndsWith("/mqtt", StringComparison.Ordinal));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_graph_of_a_group_is_what_the_raw_objects_hold()
    {
        var product = await demo.ImportedAsync();
        var expected = ExpectedLinks();
        Assert.NotEmpty(expected);

        var answer = await product.GetAsync($"/api/v1/graph?{Question}&dedupe=false&source=history&limit=100000");

        var links = answer.GetProperty("links").EnumerateArray().ToDictionary(
            link => (link.GetProperty("source").GetString()!, link.GetProperty("target").GetString()!, link.GetProperty("label").GetString()!),
            link => (RawTotals.Read(link.GetProperty("accepted")), RawTotals.Read(link.GetProperty("rejected"))));
        Assert.Equal(expected.OrderBy(link => link.Key), links.OrderBy(link => link.Key));
    }

    [Fact]
    public async Task Under_the_service_ports_the_same_records_stand_between_each_two_addresses()
    {
        var product = await demo.ImportedAsync();
        var group = Group.Split(',');
        var expected = demo.Raw.Records()
            .Where(record => DemoDay.Has(record) && record.Account == Account && group.Contains(record.Source) && group.Contains(record.Target))
            .GroupBy(record => (record.Source, record.Target))
            .ToDictionary(pair => pair.Key, RawTotals.Of);

        var answer = await product.GetAsync($"/api/v1/graph?{Question.Replace("label=source", "label=service", StringComparison.Ordinal)}&dedupe=false&source=history");

        var pairs = answer.GetProperty("links").EnumerateArray()
            .GroupBy(link => (link.GetProperty("source").GetString()!, link.GetProperty("target").GetString()!))
            .ToDictionary(pair => pair.Key, pair => pair.Aggregate(default(RawTotals), (sum, link) => sum.Plus(RawTotals.Of(link))));
        Assert.Equal(expected.OrderBy(pair => pair.Key), pairs.OrderBy(pair => pair.Key));
        // The database is served on 5432, whichever end sent the record.
        Assert.Contains(answer.GetProperty("links").EnumerateArray(), link =>
            link.GetProperty("target").GetString() == "10.0.3.7" && link.GetProperty("label").GetString() == "5432");
    }

    [Fact]
    public async Task The_page_shows_the_same_graph_as_a_table_and_as_a_picture_that_answers_to_the_mouse()
    {
        var product = await demo.ImportedAsync();
        var expected = ExpectedLinks();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}graph?{Question}&table=1");

        await Assertions.Expect(page.GetByTestId("graph-table")).ToBeVisibleAsync();
        var rows = await page.GetByTestId("graph-table").Locator("tbody tr").AllAsync();
        var shown = new Dictionary<(string, string, string), (long Accepted, long Rejected)>();
        foreach (var row in rows)
        {
            shown.Add(
                (await TextAsync(row, "data-source"), await TextAsync(row, "data-target"), await TextAsync(row, "data-label")),
                (long.Parse(await TextAsync(row, "data-accepted"), CultureInfo.InvariantCulture), long.Parse(await TextAsync(row, "data-rejected"), CultureInfo.InvariantCulture)));
        }

        Assert.Equal(
            expected.ToDictionary(link => link.Key, link => (link.Value.Accepted.Flows, link.Value.Rejected.Flows)).OrderBy(link => link.Key),
            shown.OrderBy(link => link.Key));

        await page.GotoAsync($"{product.Page}graph?{Question}");
        var picture = page.GetByTestId("graph-canvas");
        await Assertions.Expect(picture).ToHaveAttributeAsync("data-settled", "true");
        Assert.Contains($"Graph of {Group.Split(',').Length} addresses and {expected.Count} links", await TextAsync(picture, "aria-label"), StringComparison.Ordinal);
        Assert.Contains(await HoveredAsync(page, picture), tip => Group.Split(',').Any(address => tip.Contains(address, StringComparison.Ordinal)));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_address_bar_holds_the_view_and_a_reload_brings_it_back()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}map");
        await page.GetByTestId("action-reject").ClickAsync();
        await page.GetByTestId("direction-inbound").ClickAsync();
        await page.ReloadAsync();
        Assert.Equal("?direction=inbound&action=reject", new Uri(page.Url).Query);
        await Assertions.Expect(page.GetByTestId("action-reject")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(page.GetByTestId("direction-inbound")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.GotoAsync($"{product.Page}graph");
        await page.GetByTestId("graph-example").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("graph-links")).ToBeVisibleAsync();
        await page.GetByTestId("graph-table-switch").ClickAsync();
        await Assertions.Expect(page.GetByTestId("graph-table")).ToBeVisibleAsync();
        var (url, links) = (page.Url, await TextAsync(page.GetByTestId("graph-links"), "data-value"));
        await page.ReloadAsync();
        Assert.Equal(url, page.Url);
        await Assertions.Expect(page.GetByTestId("graph-links")).ToHaveAttributeAsync("data-value", links);
        await Assertions.Expect(page.GetByTestId("graph-table")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToBeVisibleAsync();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Nothing_is_asked_of_any_other_host()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}map");
        await Assertions.Expect(page.GetByTestId("live-badge")).ToHaveAttributeAsync("data-state", "connected");
        await page.Keyboard.PressAsync("g");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.GetByTestId("graph-table")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");

        Assert.All(browser.Requests, request =>
        {
            var asked = new Uri(request);
            Assert.True(asked.Scheme is "data" or "blob" || asked.Authority == product.Page.Authority, $"The page asked for {request}");
        });
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Ctrl_C_leaves_no_process_and_a_second_start_imports_nothing_twice()
    {
        var first = await demo.ImportedAsync();
        var before = first.Processes();
        Assert.True(before.Count >= 7, $"AppHost and its six services run: {string.Join(", ", before)}");
        await first.StopAsync();
        Assert.All(before, process => Assert.False(ProcessTable.Exists(process.Pid), $"{process} is left"));

        var second = await demo.RunningAsync();

        TestContext.Current.SendDiagnosticMessage($"The second start was healthy after {second.StartTime.TotalSeconds:0.0} s");
        await HoldsWhatTheObjectsHoldAsync(second);
    }

    [Fact]
    public async Task SIGKILL_of_AppHost_leaves_no_process_and_the_next_start_is_whole()
    {
        var product = await demo.ImportedAsync();
        var before = product.Processes();
        await product.KillAsync();
        Assert.All(before, process => Assert.False(ProcessTable.Exists(process.Pid), $"{process} is left"));

        await HoldsWhatTheObjectsHoldAsync(await demo.RunningAsync());
    }

    /// <summary>The ledger counts each object and record once; and what a query sums up over three days, until a minute that is over, is the same.</summary>
    private async Task HoldsWhatTheObjectsHoldAsync(RunningProduct product)
    {
        // Nothing comes while it is counted.
        await product.Dashboard.StopAsync("demo");
        await Deadline.ReachedAsync("the ledger's totals equal the raw objects'", async () =>
        {
            var (objects, records) = (demo.Raw.Count, demo.Raw.Records().LongCount());
            if (await product.MetaAsync() is not { } meta) return "no answer";
            var import = meta.GetProperty("import");
            var ledger = (import.GetProperty("objects").GetInt64(), import.GetProperty("records").GetInt64());
            return ledger == (objects, records) ? null : $"raw {(objects, records)}, ledger {ledger}";
        });
        await product.Dashboard.StartAsync("demo");
        var answer = await product.GetAsync($"/api/v1/graph?mode=all&dedupe=false&source=history&{DemoDay.Range}&limit=1");
        Assert.Equal(RawTotals.Of(demo.Raw.Records().Where(DemoDay.Has)), RawTotals.Of(answer));
    }

    private Dictionary<(string Source, string Target, string Label), (RawTotals Accepted, RawTotals Rejected)> ExpectedLinks()
    {
        var group = Group.Split(',');
        // flow-optics' rule for labels, which needs no table of services: the source port, HP above 1023, none for port 0.
        return demo.Raw.Records()
            .Where(record => DemoDay.Has(record) && record.Account == Account && record.SourcePort != 0 && group.Contains(record.Source) && group.Contains(record.Target))
            .GroupBy(record => (record.Source, record.Target, record.SourcePort > 1023 ? "HP" : record.SourcePort.ToString(CultureInfo.InvariantCulture)))
            .ToDictionary(
                link => link.Key,
                link => (RawTotals.Of(link.Where(record => record.Action == "ACCEPT")), RawTotals.Of(link.Where(record => record.Action == "REJECT"))));
    }

    private static async Task<IReadOnlyList<string>> CountriesAsync(IPage page) =>
        await page.GetByTestId("map-countries").Locator("tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.country ?? '')");

    private static async Task<string> TextAsync(ILocator element, string attribute) => await element.GetAttributeAsync(attribute) ?? "";

    /// <summary>Moves the mouse over the picture in a raster, as a hand that searches, and gathers what the tips say.</summary>
    private static async Task<IReadOnlyList<string>> HoveredAsync(IPage page, ILocator picture)
    {
        var box = await picture.BoundingBoxAsync() ?? throw new InvalidOperationException("The picture has no size.");
        var tips = new List<string>();
        for (var y = 12f; y < box.Height; y += 24)
        {
            for (var x = 12f; x < box.Width; x += 24)
            {
                await page.Mouse.MoveAsync(box.X + x, box.Y + y);
                if (await page.Locator(".tip").CountAsync() == 0) continue;
                tips.Add(await page.Locator(".tip").InnerTextAsync());
                if (tips.Count > 3) return tips;
            }
        }

        return tips;
    }
}
