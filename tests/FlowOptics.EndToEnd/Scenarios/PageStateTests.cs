using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>What the page shows when there is nothing, not yet, not any more: empty, loading, wrong, disconnected.</summary>
[Collection(DemoScenarios.Name)]
public sealed class PageStateTests(DemoProduct demo)
{
    /// <summary>No address of the demo: TEST-NET-3 (RFC 5737).</summary>
    private const string Nobody = "filter=srcaddr+%3D+203.0.113.77";

    [Fact]
    public async Task A_view_without_records_says_what_to_widen_or_clear()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status");
        foreach (var (address, empty) in new[]
        {
            ($"map?last=1h&{Nobody}", "map-empty"), ($"graph?{Nobody}", "graph-empty"), ($"explore?{Nobody}", "explore-series-empty"), ("findings?kind=recordsLost", "findings-empty"),
        })
        {
            await page.GotoAsync($"{product.Page}{address}");
            await Assertions.Expect(page.GetByTestId(empty)).ToBeVisibleAsync();
        }

        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_question_that_takes_long_can_be_cancelled_and_one_that_fails_asked_again()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status");
        foreach (var (view, address, question, part) in new[]
        {
            ("graph", "graph", "**/api/v1/graph*", "body"),
            ("findings", "findings", "**/api/v1/findings*", "body"),
            ("map", "map?last=1h", "**/api/v1/geo*", "body"),
            // Each of its panels asks and fails for itself.
            ("explore", "explore?last=1h", "**/api/v1/top*", "[data-testid=explore-top]"),
        })
        {
            var problem = page.Locator(part).GetByTestId("view-problem");
            var asked = new TaskCompletionSource();
            await page.RouteAsync(question, _ =>
            {
                // Held: the page must not wait for it when it is cancelled.
                asked.TrySetResult();
                return Task.CompletedTask;
            });
            await page.GotoAsync($"{product.Page}{address}");
            await asked.Task.WaitAsync(Deadline.Longest, TestContext.Current.CancellationToken);
            await page.Locator(part).GetByTestId("cancel").ClickAsync();
            await Assertions.Expect(problem).ToContainTextAsync("Cancelled");

            await page.UnrouteAsync(question);
            await page.RouteAsync(question, route => route.FulfillAsync(new()
            {
                Status = 503,
                ContentType = "application/problem+json",
                Body = """{"title":"Too many queries","status":503,"detail":"Thirty-four wait already. Ask again in a moment."}""",
            }));
            await problem.GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(problem).ToContainTextAsync("Thirty-four wait already");

            await page.UnrouteAsync(question);
            await problem.GetByRole(AriaRole.Button).ClickAsync();
            await PageViews.ReadyAsync(page, PageViews.All.Single(one => one.Name == view).Ready);
        }
    }

    [Fact]
    public async Task When_the_broker_or_Web_is_killed_the_page_says_so_and_finds_them_again()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Page}status");
        var badge = page.GetByTestId("live-badge");
        var headline = page.GetByTestId("status-headline");
        await Assertions.Expect(badge).ToHaveAttributeAsync("data-state", "connected");
        await Assertions.Expect(headline).ToHaveAttributeAsync("data-level", "good");

        await KillAsync(product, "broker");
        await Assertions.Expect(badge).ToHaveAttributeAsync("data-state", "stale");
        await Assertions.Expect(headline).ToContainTextAsync("The broker is offline");
        await product.Dashboard.StartAsync("broker");
        await Assertions.Expect(badge).ToHaveAttributeAsync("data-state", "connected");

        await KillAsync(product, "web");
        await Assertions.Expect(badge).ToHaveAttributeAsync("data-state", "reconnecting");
        await product.Dashboard.StartAsync("web");
        await Assertions.Expect(badge).ToHaveAttributeAsync("data-state", "connected");
        await Assertions.Expect(headline).ToHaveAttributeAsync("data-level", "good");
    }

    private static async Task KillAsync(RunningProduct product, string service)
    {
        ProcessTable.Signal(product.Service(service).Pid, ProcessTable.Kill);
        await Deadline.ReachedAsync($"{service} seen as ended", async () =>
            await product.Dashboard.StateAsync(service) is var state && state is "Exited" or "Finished" ? null : state);
    }
}
