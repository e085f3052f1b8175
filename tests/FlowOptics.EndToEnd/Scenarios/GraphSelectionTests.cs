using System.Globalization;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>Where a selection in the graph leads to: each way shows what the API answers to the same question.</summary>
[Collection(DemoScenarios.Name)]
public sealed class GraphSelectionTests(DemoProduct demo)
{
    private const string Account = "123456789012";

    private static string Day { get; } = $"account={Account}&{DemoDay.Range}";

    [Fact]
    public async Task A_selection_leads_to_its_filter_its_rejects_and_its_records_and_back()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}graph?{Day}&mode=inspect&ips=10.0.3.7&select=10.0.6.66");
        await Assertions.Expect(page.GetByTestId("graph-facts")).ToContainTextAsync("rejected");

        await page.GetByTestId("only-rejects").ClickAsync();
        await ShowsAsync(product, page, "mode=rejects&ips=10.0.6.66");

        // One peer of it, then the link to it, by the keyboard; its filter, and its records.
        await page.GetByTestId("graph-peers").GetByRole(AriaRole.Button, new() { Name = "10.0.3.7", Exact = true }).ClickAsync();
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.GetByTestId("graph-ports").Locator("li").First).ToHaveAttributeAsync("data-rejected", new System.Text.RegularExpressions.Regex("^[1-9]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByTestId("filter-to-this").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("filter=", StringComparison.Ordinal));
        var filter = System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["filter"]!;
        await ShowsAsync(product, page, $"mode=rejects&ips=10.0.6.66&filter={Uri.EscapeDataString(filter)}");
        await page.GetByTestId("show-flows").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/explore", StringComparison.Ordinal));
        await page.GoBackAsync();
        await ShowsAsync(product, page, $"mode=rejects&ips=10.0.6.66&filter={Uri.EscapeDataString(filter)}");
        await page.GoBackAsync();
        await ShowsAsync(product, page, "mode=rejects&ips=10.0.6.66");

        // All of the picture by hand, and frozen.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("graph-canvas")).ToHaveAttributeAsync("data-settled", "true");
        var nodes = await PageViews.NumberAsync(page, "graph-nodes");
        var box = (await page.GetByTestId("graph-canvas").BoundingBoxAsync())!;
        await page.GetByTestId("graph-lasso").ClickAsync();
        await page.Mouse.MoveAsync(box.X + 2, box.Y + 2);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in new[] { (box.Width - 2, 2f), (box.Width - 2, box.Height - 2), (2f, box.Height - 2), (2f, 2f) })
            await page.Mouse.MoveAsync(box.X + x, box.Y + y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.GetByTestId("lasso-panel")).ToContainTextAsync($"{nodes.ToString(CultureInfo.InvariantCulture)} selected");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.GetByTestId("graph-freeze")).ToHaveAttributeAsync("aria-pressed", "true");

        // The range in parts.
        await page.GetByTestId("graph-slider").ClickAsync();
        await page.GetByTestId("time-slider").WaitForAsync();
        await page.Keyboard.PressAsync("}");
        await page.WaitForURLAsync(url => url.Contains("window=", StringComparison.Ordinal));
        var window = System.Web.HttpUtility.ParseQueryString(new Uri(page.Url).Query)["window"]!.Split('/');
        await ShowsAsync(product, page, "mode=rejects&ips=10.0.6.66", $"account={Account}&from={window[0]}&to={window[1]}");
        Assert.Empty(browser.Complaints);
    }

    /// <summary>That the page's sum of records is that of the API's answer to a question.</summary>
    private static async Task ShowsAsync(RunningProduct product, IPage page, string question, string? range = null)
    {
        var answer = await product.GetAsync($"/api/v1/graph?{range ?? Day}&{question}");
        var flows = new[] { "accepted", "rejected", "other" }.Sum(action => answer.GetProperty(action).GetProperty("flows").GetInt64());
        Assert.True(flows > 0, $"{question} asks for something");
        await Assertions.Expect(page.GetByTestId("graph-flows")).ToHaveAttributeAsync("data-value", flows.ToString(CultureInfo.InvariantCulture));
    }
}
