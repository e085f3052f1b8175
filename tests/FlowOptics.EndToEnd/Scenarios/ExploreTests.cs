using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>Explore as an analyst uses it: each of its panels held against the raw objects, and all of it done with the keyboard.</summary>
[Collection(DemoScenarios.Name)]
public sealed class ExploreTests(DemoProduct demo)
{
    /// <summary>The demo's database: a busy address with both directions.</summary>
    private const string Address = "10.0.3.7";

    /// <summary>Four hours of yesterday: no live object adds to them.</summary>
    private static readonly DateTimeOffset From = DemoDay.From.AddHours(10);

    private static readonly DateTimeOffset To = From.AddHours(4);

    private static string Range { get; } = DemoDay.RangeOf(From, To);

    [Fact]
    public async Task Series_top_table_paths_records_and_download_hold_what_the_raw_objects_hold()
    {
        var product = await demo.ImportedAsync();
        var expected = demo.Raw.Records()
            .Where(record => record.Start >= From.ToUnixTimeSeconds() && record.Start < To.ToUnixTimeSeconds() && (record.Source == Address || record.Target == Address))
            .ToList();
        Assert.NotEmpty(expected);
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}explore?{Range}&filter=addr+%3D+{Address}&units=flows&by=action&rows=100&table=1");

        // Over time: each bucket of each series, and the legend's totals.
        await Assertions.Expect(page.GetByTestId("series-table")).ToBeVisibleAsync();
        var shown = await page.GetByTestId("series-table").Locator("tbody tr").EvaluateAllAsync<double[][]>(
            "rows => rows.map(row => [Number(row.dataset.bucket), ...[...row.querySelectorAll('td')].map(cell => Number(cell.dataset.value))])");
        var width = (long)(shown[1][0] - shown[0][0]);
        var buckets = expected.GroupBy(record => record.Start / width * width).ToDictionary(bucket => (double)bucket.Key, bucket => bucket.ToList());
        Assert.Equal(buckets.Keys.Order(), shown.Where(row => row.Skip(1).Sum() > 0).Select(row => row[0]));
        Assert.All(buckets, bucket => Assert.Equal(
            [bucket.Value.Count(record => record.Action == "ACCEPT"), bucket.Value.Count(record => record.Action == "REJECT")],
            shown.Single(row => (long)row[0] == (long)bucket.Key).Skip(1).Select(value => (int)value)));
        Assert.Equal(expected.Count, await page.GetByTestId("series-legend").Locator("li").EvaluateAllAsync<int>(
            "items => items.reduce((sum, item) => sum + Number(item.dataset.value), 0)"));

        // The largest groups, each with its sums.
        var rows = await page.GetByTestId("top-table").Locator("tbody tr").EvaluateAllAsync<string[][]>(
            "rows => rows.map(row => [row.dataset.key, row.dataset.flows, row.dataset.bytes])");
        var sources = expected.GroupBy(record => record.Source).ToDictionary(group => group.Key, RawTotals.Of);
        Assert.Equal(Math.Min(100, sources.Count), rows.Length);
        Assert.All(rows, row => Assert.Equal((sources[row[0]].Flows, sources[row[0]].Bytes), (Number(row[1]), Number(row[2]))));

        // Paths: every record passes each level once. They are a table as well, until the picture is asked for.
        await Assertions.Expect(page.GetByTestId("sankey-table")).ToBeVisibleAsync();
        await page.GetByTestId("series-table-switch").ClickAsync();
        await Assertions.Expect(page.GetByTestId("sankey-chart")).ToBeVisibleAsync();
        var nodes = await page.GetByTestId("sankey-chart").Locator("[data-node]").EvaluateAllAsync<string[][]>("nodes => nodes.map(node => [node.dataset.level, node.dataset.flows])");
        Assert.Equal(3, nodes.DistinctBy(node => node[0]).Count());
        Assert.All(nodes.GroupBy(node => node[0]), level => Assert.Equal(expected.Count, level.Sum(node => Number(node[1]))));

        // Each panel as files: what the API answers, and pictures.
        await ExportsHoldWhatTheApiAnswersAsync(product, page);

        // Records: the newest first, more as one scrolls, all of them as a file.
        await page.GetByTestId("explore-records").ScrollIntoViewIfNeededAsync();
        var table = page.GetByTestId("records-table");
        await Assertions.Expect(table.Locator("tbody [data-column=start]").First).ToHaveAttributeAsync(
            "data-value", expected.Max(record => record.Start).ToString(CultureInfo.InvariantCulture));
        await table.PressAsync("End");
        await Assertions.Expect(page.GetByTestId("records-count")).ToHaveAttributeAsync(
            "data-value", Math.Min(400, expected.Count).ToString(CultureInfo.InvariantCulture));
        await page.GetByTestId("records-download").Locator("summary").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download-csv").ClickAsync());
        Assert.Equal(expected.Count, (await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Length - 1);
        Assert.Empty(browser.Complaints);
    }

    private static async Task ExportsHoldWhatTheApiAnswersAsync(RunningProduct product, IPage page)
    {
        var question = $"{Range}&filter=addr+%3D+{Address}&measure=flows";
        var series = await product.GetAsync($"/api/v1/timeseries?{question}&by=action&top=10");
        var told = series.GetProperty("series").EnumerateArray().ToDictionary(
            one => one.GetProperty("values")[0].GetString()!, one => one.GetProperty("flows").EnumerateArray().Sum(value => value.GetInt64()), StringComparer.Ordinal);
        using (var json = JsonDocument.Parse(await Downloads.OfAsync(page, "series-export", "json")))
        {
            Assert.Equal(told, json.RootElement.GetProperty("series").EnumerateArray().ToDictionary(
                one => one.GetProperty("key").GetString()!, one => one.GetProperty("values").EnumerateArray().Sum(value => value.GetInt64()), StringComparer.Ordinal));
            var about = json.RootElement.GetProperty("about");
            Assert.Equal(($"addr = {Address}", From, To, page.Url), (about.GetProperty("filter").GetString(), about.GetProperty("from").GetDateTimeOffset(), about.GetProperty("to").GetDateTimeOffset(), about.GetProperty("link").GetString()));
        }

        var buckets = await Downloads.RowsAsync(page, "series-export");
        Assert.Equal(told.Values.Sum(), buckets.Sum(row => row.Where(cell => cell.Key is not ("begin" or "end" or "from" or "to" or "filter" or "units" or "exported")).Sum(cell => Number(cell.Value))));
        Assert.All(buckets, row => Assert.Equal(("flows", $"addr = {Address}"), (row["units"], row["filter"])));

        var top = await product.GetAsync($"/api/v1/top?{question}&by=srcaddr&limit=100");
        var groups = top.GetProperty("groups").EnumerateArray().Select(group => (group.GetProperty("values")[0].GetString()!, Sums(group))).ToHashSet();
        Assert.Equal(groups, (await Downloads.RowsAsync(page, "top-export")).Select(row => (row["srcaddr"], (Number(row["flows"]), Number(row["packets"]), Number(row["bytes"])))).ToHashSet());

        var paths = await product.GetAsync($"/api/v1/sankey?{question}&by=srcaddr,service-port,dstaddr&top=8");
        var bands = paths.GetProperty("links").EnumerateArray().Select(Sums).Order().ToList();
        Assert.Equal(bands, (await Downloads.RowsAsync(page, "sankey-export")).Select(row => (Number(row["flows"]), Number(row["packets"]), Number(row["bytes"]))).Order());
        using (var json = JsonDocument.Parse(await Downloads.OfAsync(page, "sankey-export", "json")))
            Assert.Equal(bands, json.RootElement.GetProperty("links").EnumerateArray().Select(Sums).Order());
        var ribbons = XDocument.Parse(await Downloads.OfAsync(page, "sankey-export", "svg")).Descendants().Where(shape => shape.Name.LocalName == "path").ToList();
        Assert.Equal(bands.Count, ribbons.Count);
        Assert.All(ribbons, ribbon => Assert.StartsWith("rgb(", ribbon.Attribute("fill")!.Value, StringComparison.Ordinal));
        foreach (var panel in new[] { "series-export", "top-export", "sankey-export" }) await Downloads.AssertPictureAsync(page, panel);
    }

    private static (long Flows, long Packets, long Bytes) Sums(JsonElement group)
    {
        var total = group.GetProperty("traffic").GetProperty("total");
        return (total.GetProperty("flows").GetInt64(), total.GetProperty("packets").GetInt64(), total.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task Everything_goes_by_keyboard_and_brush_from_a_filter_with_completion_to_a_record()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}explore?{Range}");
        var filter = page.GetByTestId("filter");
        await Assertions.Expect(page.Locator(".u-over")).ToBeVisibleAsync();

        // Completion: a half word, Tab takes what is suggested; Enter asks.
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(filter).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("dstad");
        await Assertions.Expect(page.GetByTestId("filter-options").GetByRole(AriaRole.Option).First).ToContainTextAsync("destination address");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(filter).ToHaveValueAsync("dstaddr ");
        await page.Keyboard.TypeAsync($"= {Address}");
        await AskAsync(page, url => url.Contains($"filter=dstaddr+%3D+{Address}", StringComparison.Ordinal));

        // What is wrong is told where it stands, and is not asked.
        await page.Keyboard.TypeAsync(" and dstprot = 5432");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("filter-fault")).ToHaveAttributeAsync("data-position", "23");
        await Assertions.Expect(page.GetByTestId("filter-fault")).ToContainTextAsync("did you mean dstport");
        Assert.DoesNotContain("dstprot", page.Url, StringComparison.Ordinal);
        // What is wrong is marked: the next letters take its place.
        await page.Keyboard.TypeAsync("dstport");
        await AskAsync(page, url => url.Contains("dstport+%3D+5432", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Assertions.Expect(filter).ToHaveValueAsync($"dstaddr = {Address}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("5432", StringComparison.Ordinal));
        await page.GoBackAsync();
        await Assertions.Expect(filter).ToHaveValueAsync($"dstaddr = {Address} and dstport = 5432");

        // Four buckets of the chart, marked and zoomed into; then the same with the mouse, and the window before.
        var chart = page.GetByTestId("series-chart");
        await Assertions.Expect(page.GetByTestId("explore-series")).ToHaveAttributeAsync("aria-busy", "false");
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        for (var bucket = 0; bucket < 3; bucket++) await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains(DemoDay.RangeOf(From, From.AddMinutes(8)), StringComparison.Ordinal));
        await page.GoBackAsync();
        await page.WaitForURLAsync(url => url.Contains(Range, StringComparison.Ordinal));
        var box = await page.Locator(".u-over").BoundingBoxAsync() ?? throw new InvalidOperationException("The chart has no size.");
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.501f), box.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.749f), box.Y + 50, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync(url => url.Contains(DemoDay.RangeOf(From.AddHours(2), From.AddHours(3)), StringComparison.Ordinal));
        await chart.BlurAsync();
        await page.Keyboard.PressAsync("[");
        await page.WaitForURLAsync(url => url.Contains(DemoDay.RangeOf(From.AddHours(1), From.AddHours(2)), StringComparison.Ordinal));

        // A record in full, and back.
        var table = page.GetByTestId("records-table");
        await page.GetByTestId("explore-records").ScrollIntoViewIfNeededAsync();
        await table.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.GetByTestId("record-detail")).ToContainTextAsync(Address);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("record-detail")).ToHaveCountAsync(0);
        Assert.Empty(browser.Complaints);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    // Enter takes a suggestion that came a moment before, and the next one asks.
    private static async Task AskAsync(IPage page, Func<string, bool> isAsked)
    {
        const int Tries = 3;
        for (var tried = 1; tried <= Tries && !isAsked(page.Url); tried++)
        {
            await page.Keyboard.PressAsync("Enter");
            try
            {
                await page.WaitForURLAsync(isAsked, new() { Timeout = 10_000 });
            }
            catch (TimeoutException) when (tried < Tries)
            {
                // Once more; the last one is the test's.
            }
        }
    }
}
