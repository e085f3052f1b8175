using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Telemetry;
using FlowOptics.Browsing;
using Microsoft.Playwright;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>The page in a real browser, with as much as it is to be usable with: 100 resources, 10,000 logs and traces, a trace of 5,000 spans.</summary>
public sealed class LargeSystemTests(LargeSystemTests.LargeDashboard dashboard) : IClassFixture<LargeSystemTests.LargeDashboard>
{
    private const int Resources = 100;
    private const int Kept = 10_000;
    private const int Spans = 5_000;

    private const float Patience = 180_000;

    // What does not fit the window is not in the document.
    private const int MostRowsDrawn = 200;
    private const ulong Start = 1_795_000_000_000_000_000;

    [Fact]
    public async Task A_hundred_resources_ten_thousand_logs_and_traces_and_five_thousand_spans_are_shown_found_and_scrolled()
    {
        await FillAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        using var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("flowoptics-browser-");
        await using (var browser = await Chromium.LaunchAsync(playwright, profile.FullName, cancellationToken: TestContext.Current.CancellationToken))
        {
            browser.SetDefaultTimeout(Patience);
            var complaints = new List<string>();
            browser.WebError += (_, error) => complaints.Add(error.Error);
            var page = await browser.NewPageAsync();
            await page.GotoAsync($"{dashboard.Page.BaseAddress}login?t=token");

            await SeeResourcesAsync(page);
            await SeeLogsAsync(page);
            await SeeTracesAsync(page);
            Assert.Empty(complaints);
        }

        profile.Delete(recursive: true);
    }

    private static async Task SeeResourcesAsync(IPage page)
    {
        await Assertions.Expect(page.GetByTestId("resource")).ToHaveCountAsync(Resources);
        await page.GetByTestId("filter").FillAsync("service-07");
        await Assertions.Expect(page.GetByTestId("resource")).ToHaveCountAsync(10);
        await page.GetByTestId("filter").FillAsync("");
        await page.GetByTestId("view-graph").ClickAsync();
        await Assertions.Expect(page.GetByTestId("node")).ToHaveCountAsync(Resources);
    }

    private static async Task SeeLogsAsync(IPage page)
    {
        await page.GetByTestId("page-logs").ClickAsync();
        await ReadsAsync(page, "log-count", Kept);
        var rows = page.GetByTestId("logs").Locator("tbody tr.row");
        // It begins at the newest, as a console does.
        await Assertions.Expect(rows.Last).ToContainTextAsync("log 9999");
        Assert.InRange(await rows.CountAsync(), 1, MostRowsDrawn);

        await page.GetByTestId("filter").FillAsync("log 1234");
        await ReadsAsync(page, "log-count", 1);
        await Assertions.Expect(rows.First).ToContainTextAsync("log 1234");
    }

    private static async Task SeeTracesAsync(IPage page)
    {
        await page.GetByTestId("page-traces").ClickAsync();
        await Assertions.Expect(page.GetByTestId("trace").First).ToBeVisibleAsync();
        Assert.InRange(await page.GetByTestId("trace").CountAsync(), 1, MostRowsDrawn);
        await page.GetByTestId("filter").FillAsync("trace 77");
        // trace 77, 770 to 779, 7700 to 7799.
        await ReadsAsync(page, "trace-count", 111);

        await page.GetByTestId("filter").FillAsync("the large one");
        await ReadsAsync(page, "trace-count", 1);
        await page.GetByTestId("trace").ClickAsync();
        await ReadsAsync(page, "span-count", Spans);
        Assert.InRange(await page.GetByTestId("span").CountAsync(), 1, MostRowsDrawn);
        await page.GetByTestId("spans").PressAsync("End");
        await Assertions.Expect(page.GetByTestId("span").Last).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"span {Spans - 1}"));
    }

    private static Task ReadsAsync(IPage page, string testId, int value) =>
        Assertions.Expect(page.GetByTestId(testId)).ToHaveAttributeAsync("data-value", value.ToString(CultureInfo.InvariantCulture));

    private async Task FillAsync()
    {
        var resource = OtlpMessages.Resource("service-000");
        foreach (var part in Enumerable.Range(0, Kept).Chunk(1000))
        {
            await dashboard.SendAsync("logs", OtlpMessages.Export(resource, "Large", part.Select(i => OtlpMessages.Log($"log {i}", Start + (ulong)i))));
            await dashboard.SendAsync("traces", OtlpMessages.Export(resource, "Large", part.Select(i =>
                OtlpMessages.Span(OtlpMessages.TraceId(i), OtlpMessages.SpanId(0), parent: null, $"trace {i}", Start + (ulong)i, Start + (ulong)i + 1000))));
        }

        var large = OtlpMessages.TraceId(Kept);
        await dashboard.SendAsync("traces", OtlpMessages.Export(OtlpMessages.Resource("service-001"), "Large", Enumerable.Range(0, Spans).Select(i =>
            OtlpMessages.Span(large, OtlpMessages.SpanId(i), i == 0 ? null : OtlpMessages.SpanId(0), i == 0 ? "the large one" : $"span {i}", Start + (ulong)i, Start + (ulong)i + 1000))));
    }

    /// <summary>A hundred programs, each of which knows the one before it; none of them runs.</summary>
    public sealed class LargeDashboard : TelemetryDashboard
    {
        protected override void Describe(IDistributedApplicationBuilder builder)
        {
            IResourceBuilder<ExecutableResource>? before = null;
            for (var i = 0; i < Resources; i++)
            {
                var one = TestApp.AddShell(builder, $"service-{i:000}", "exit 0").WithExplicitStart();
                if (before is not null) one.WaitFor(before);
                before = one;
            }
        }
    }
}
