using FlowOptics.EndToEnd.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>Takes the pictures of docs/guide.md and the README. Not part of a usual run: <c>FlowOptics.EndToEnd -explicit only -class '*GuidePictures'</c> writes docs/images anew.</summary>
[Collection(DemoScenarios.Name)]
public sealed class GuidePictures(DemoProduct demo)
{
    private static readonly (string Name, string View, string Query)[] Pictures =
    [
        ("map", "map", "?last=24h"),
        ("graph", "graph", "?mode=inspect&ips=10.0.3.7&last=24h"),
        ("explore", "explore", "?last=24h"),
        ("findings", "findings", "?last=24h"),
        ("status", "status", ""),
    ];

    private const string Drawn =
        """
        () => {
          const above = [...document.querySelectorAll('[data-testid=graph-canvas] canvas')].at(-1);
          return above.getContext('2d').getImageData(0, 0, above.width, above.height).data.some(value => value > 0);
        }
        """;

    [Fact(Explicit = true)]
    public async Task Each_view_in_both_themes_and_on_a_phone()
    {
        var product = await demo.ImportedAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "docs", "images")).FullName;
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status");
        // A picture is of the view, not of its hints.
        await PageViews.DismissHintsAsync(page);
        // A day is looked at as it grows, and again when all that was written before it went on live is there.
        await Deadline.ReachedAsync("the whole of today is looked at", async () =>
        {
            var sweeps = (await product.GetAsync("/api/v1/findings")).GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("kind").GetString() == "hostSweep");
            return sweeps.Any(sweep => sweep.GetProperty("first").GetDateTimeOffset() is var first && first >= DemoDay.To && first < DemoDay.To.AddHours(0.5)) ? null : "the scanner's whole day is not found yet";
        });
        foreach (var (name, view, query) in Pictures)
        {
            foreach (var (suffix, theme, width, height) in new[] { ("", "light", 1280, 800), ("-dark", "dark", 1280, 800), ("-phone", "light", 360, 740) })
            {
                await page.SetViewportSizeAsync(width, height);
                await PageViews.OpenAsync(page, product, view, $"{query}{(query.Length == 0 ? '?' : '&')}theme={theme}");
                // Rates come with a service's second word, and each source with its first records.
                if (view == "status") await Assertions.Expect(page.Locator("[data-stage][data-value=''], [data-account][data-value='']")).ToHaveCountAsync(0);
                if (view == "findings" && width > 1000) await PageViews.ReadyAsync(page, "[data-testid=finding-detail] rect");
                // A layout rests a frame before it is drawn.
                if (view == "graph")
                {
                    await Deadline.ReachedAsync("the graph is drawn", async () =>
                        await page.EvaluateAsync<bool>(Drawn) ? null : "nothing is drawn");
                }

                // Its panels come one after the other, and the chart when its library is there.
                if (view == "explore")
                {
                    await PageViews.ReadyAsync(page, "[data-testid=series-chart] canvas");
                    await PageViews.ReadyAsync(page, "[data-testid=sankey-chart] [data-node]");
                    await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
                }

                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}{suffix}.png"), Animations = ScreenshotAnimations.Disabled });
            }
        }
    }
}
