using System.Globalization;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The page's views, and how one sees that each has its data.</summary>
internal static class PageViews
{
    public static readonly (string Name, string Key, string Ready)[] All =
    [
        ("map", "m", "[data-testid=map-countries] tbody tr[data-value]"),
        ("graph", "g", "[data-testid=graph-canvas][data-settled=true]"),
        ("explore", "e", "[data-testid=top-table] tbody tr"),
        ("findings", "f", "[data-testid=finding]"),
        ("status", "s", "[data-testid=status-headline]"),
    ];

    /// <summary>The number that an element shows, in full.</summary>
    public static async Task<long> NumberAsync(IPage page, string testId) =>
        long.Parse(await page.GetByTestId(testId).GetAttributeAsync("data-value") ?? "", CultureInfo.InvariantCulture);

    /// <summary>From here on the page shows no first-run hints.</summary>
    public static Task DismissHintsAsync(IPage page) => page.EvaluateAsync("() => localStorage.setItem('flowoptics.hints', 'demo,all')");

    public static async Task ReadyAsync(IPage page, string selector) =>
        await Assertions.Expect(page.Locator(selector).First).ToBeVisibleAsync();

    public static async Task OpenAsync(IPage page, RunningProduct product, string name, string query = "")
    {
        await page.GotoAsync($"{product.Page}{name}{query}");
        await ReadyAsync(page, All.Single(view => view.Name == name).Ready);
    }
}
