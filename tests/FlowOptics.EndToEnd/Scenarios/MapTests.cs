using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The map as an analyst uses it: its numbers held against the raw objects and the API, its ways by mouse and keyboard.</summary>
[Collection(DemoScenarios.Name)]
public sealed class MapTests(DemoProduct demo)
{
    [Fact]
    public async Task A_past_day_counts_as_the_raw_objects_do_and_leads_into_country_filter_table_and_play()
    {
        var product = await demo.ImportedAsync();
        var expected = demo.Raw.Records()
            .Where(record => DemoDay.Has(record) && !(IsInside(record.Source) && IsInside(record.Target)))
            .CountBy(record => record.Action).ToDictionary();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}map?{DemoDay.Range}");

        await ShowsAsync(page, "map-total", expected.Values.Sum());
        Assert.Equal(expected["ACCEPT"] + expected["REJECT"], await PageViews.NumberAsync(page, "map-accepted") + await PageViews.NumberAsync(page, "map-rejected") + await PageViews.NumberAsync(page, "map-unplaced"));
        var byCountry = await PlacesAsync(product, $"{DemoDay.Range}&by=country");
        Assert.Equal(byCountry.OrderByDescending(one => one.Value).Take(1), [await RowAsync(page, "map-countries")]);

        await ExportsHoldWhatTheApiAnswersAsync(product, page);

        // A country, what is in it, and the filter to it.
        var (country, flows) = await RowAsync(page, "map-countries");
        await page.GetByTestId("map-countries").Locator("tbody .name").First.ClickAsync();
        await ShowsAsync(page, "country-count", flows);
        await Assertions.Expect(page.GetByTestId("country-ports").Locator("tbody tr").First).ToHaveAttributeAsync("data-value", Digits());
        await page.GetByTestId("country-filter").ClickAsync();
        await ShowsAsync(page, "map-total", byCountry[country]);
        Assert.Contains("filter=country", page.Url, StringComparison.Ordinal);
        await page.GotoAsync($"{product.Page}map?{DemoDay.Range}&list=networks");
        await Assertions.Expect(page.GetByTestId("map-networks").Locator("tbody tr").First).ToHaveAttributeAsync("data-value", Digits());

        // A step of the slider, then a play; each window counts as the API does.
        await ShowsAsync(page, "map-total", expected.Values.Sum());
        await page.Keyboard.PressAsync("]");
        await ShowsTheWindowAsync(product, page);
        var first = Window(page);
        await page.GetByTestId("play-speed").SelectOptionAsync("4");
        await page.GetByTestId("play").ClickAsync();
        await Deadline.ReachedAsync("three further windows played", () =>
            Task.FromResult(Window(page) is { } now && now.From >= first!.Value.From + (3 * (now.To - now.From)) ? null : page.Url));
        await page.GetByTestId("play").ClickAsync();
        await Assertions.Expect(page.GetByTestId("time-slider")).ToHaveAttributeAsync("data-playing", "false");
        await ShowsTheWindowAsync(product, page);

        // The same numbers as a table, and a link to a colleague.
        await page.GetByTestId("map-table-switch").ClickAsync();
        var url = page.Url;
        var total = await PageViews.NumberAsync(page, "map-total");
        await page.ReloadAsync();
        Assert.Equal(url, page.Url);
        await ShowsAsync(page, "map-total", total);
        await page.GetByTestId("map-tab-countries").ClickAsync();
        Assert.Equal(await RowAsync(page, "map-countries"), await RowAsync(page, "map-table"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Live_counts_as_chosen_and_says_when_a_filter_is_asked_instead()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}map?counts=5m");
        await Assertions.Expect(page.GetByTestId("map-since")).ToContainTextAsync("filling up");
        await GrowsAsync(page);
        var recent = await PageViews.NumberAsync(page, "map-total");

        await page.GetByTestId("map-counting").SelectOptionAsync("window");
        await Deadline.ReachedAsync("the whole live window, more than what this page has seen", async () =>
            await PageViews.NumberAsync(page, "map-total") is var all && all > recent ? null : $"{all} after {recent}");

        // Ticks tell the direction themselves; of ports they do not.
        await page.GotoAsync($"{product.Page}map?filter=direction+=+inbound");
        await GrowsAsync(page);
        Assert.Equal(0, await page.GetByTestId("map-asked").CountAsync());
        await page.GotoAsync($"{product.Page}map?filter=service-port+=+443&list=ports");
        await Assertions.Expect(page.GetByTestId("map-asked")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("map-ports").Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("map-ports").Locator("tbody tr")).ToHaveAttributeAsync("data-id", "443");

        // What is read stays where it is.
        await page.GotoAsync($"{product.Page}map");
        await Assertions.Expect(page.GetByTestId("map-events").Locator("button").First).ToBeVisibleAsync();
        await page.GetByTestId("map-events").Locator("button").First.FocusAsync();
        await Assertions.Expect(page.GetByTestId("map-events")).ToHaveAttributeAsync("data-held", "true");
        Assert.Empty(browser.Complaints);
    }

    private static async Task ExportsHoldWhatTheApiAnswersAsync(RunningProduct product, IPage page)
    {
        var answer = await product.GetAsync($"/api/v1/geo?{DemoDay.Range}");
        var places = answer.GetProperty("places").EnumerateArray().ToList();
        using var json = JsonDocument.Parse(await Downloads.OfAsync(page, "map-export", "json"));
        var file = json.RootElement;
        Assert.Equal(places.Select(PlaceText).Order(StringComparer.Ordinal), file.GetProperty("places").EnumerateArray().Select(PlaceText).Order(StringComparer.Ordinal));
        Assert.Equal(answer.GetProperty("unplaced").GetProperty("flows").GetInt64(), file.GetProperty("unplacedFlows").GetInt64());
        Assert.Equal(page.Url, file.GetProperty("about").GetProperty("link").GetString());
        Assert.Equal(DemoDay.From, file.GetProperty("about").GetProperty("from").GetDateTimeOffset());

        // A city may have a comma in its name: the sums stand behind it, counted from the line's end.
        var lines = (await Downloads.OfAsync(page, "map-export", "csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(places.Count, lines.Length - 1);
        var head = lines[0].Split(',');
        var fromEnd = head.Length - Array.IndexOf(head, "flows");
        Assert.Equal(places.Sum(place => place.GetProperty("flows").GetInt64()), lines.Skip(1).Sum(line => long.Parse(line.Split(',')[^fromEnd], CultureInfo.InvariantCulture)));

        var svg = XDocument.Parse(await Downloads.OfAsync(page, "map-export", "svg"));
        var shapes = svg.Descendants().CountBy(shape => shape.Name.LocalName).ToDictionary();
        Assert.True(shapes["path"] > 300, $"{shapes["path"]} paths: countries, arcs and circles");
        Assert.Contains(svg.Descendants(), shape => shape.Name.LocalName == "text" && shape.Value == "eu-west-1");
        await Downloads.AssertPictureAsync(page, "map-export");
    }

    private static string PlaceText(JsonElement place) =>
        string.Join('|', new[] { "country", "latitude", "longitude", "account", "region", "direction", "action", "flows", "packets", "bytes" }.Select(name => place.GetProperty(name).ToString()));

    private static async Task GrowsAsync(IPage page)
    {
        var before = -1L;
        await Deadline.ReachedAsync("a count that grows", async () =>
        {
            var now = await PageViews.NumberAsync(page, "map-total");
            if (before > 0 && now > before) return null;
            before = now;
            return $"still {now}";
        });
    }

    private static async Task ShowsTheWindowAsync(RunningProduct product, IPage page)
    {
        var window = Window(page) ?? throw new InvalidOperationException($"No window in {page.Url}");
        var answer = await product.GetAsync($"/api/v1/geo?{DemoDay.RangeOf(window.From, window.To)}&by=country");
        await ShowsAsync(page, "map-total", answer.GetProperty("places").EnumerateArray().Sum(place => place.GetProperty("flows").GetInt64()) + answer.GetProperty("unplaced").GetProperty("flows").GetInt64());
    }

    private static async Task<Dictionary<string, long>> PlacesAsync(RunningProduct product, string question)
    {
        var answer = await product.GetAsync($"/api/v1/geo?{question}");
        return answer.GetProperty("places").EnumerateArray().GroupBy(Country).ToDictionary(group => group.Key, group => group.Sum(place => place.GetProperty("flows").GetInt64()));
    }

    private static string Country(JsonElement place) => place.GetProperty("country").GetString() ?? "";

    private static (DateTimeOffset From, DateTimeOffset To)? Window(IPage page)
    {
        var parts = (System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["window"] ?? "").Split('/');
        return parts.Length == 2 ? (DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture)) : null;
    }

    private static async Task<KeyValuePair<string, long>> RowAsync(IPage page, string table)
    {
        var row = page.GetByTestId(table).Locator("tbody tr").First;
        return new(await row.GetAttributeAsync("data-country") ?? "", long.Parse(await row.GetAttributeAsync("data-value") ?? "", CultureInfo.InvariantCulture));
    }

    private static async Task ShowsAsync(IPage page, string testId, long value) =>
        await Assertions.Expect(page.GetByTestId(testId)).ToHaveAttributeAsync("data-value", value.ToString(CultureInfo.InvariantCulture));

    private static System.Text.RegularExpressions.Regex Digits() => new("^[1-9][0-9]*$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>RFC 1918 and link-local: what the honeypots have seen that is not public.</summary>
    private static bool IsInside(string address) => Array.ConvertAll(address.Split('.'), byte.Parse) is [10, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [169, 254, ..];
}
