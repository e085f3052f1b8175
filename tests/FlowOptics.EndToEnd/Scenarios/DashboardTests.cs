using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The dashboard of the running product, as someone uses it who knows Aspire's: its five pages, and the ways between them.</summary>
[Collection(DemoScenarios.Name)]
public sealed class DashboardTests(DemoProduct demo)
{
    [Fact]
    public async Task Resources_consoles_logs_traces_and_metrics_are_there_for_whoever_has_the_token()
    {
        var product = await demo.ImportedAsync();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Dashboard.Page}structuredlogs");

        await SignInAsync(page, product);
        await RevealSecretAsync(page);
        await RestartAsync(page, product, "enricher");
        await KillAsync(page, product, "enricher");
        await ReadConsoleAsync(page, "enricher");
        await FromLogToTraceAsync(page, product);
        await OpenTraceAsync(page, product);
        await DrawMetricAsync(page);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Every_page_is_accessible_in_both_themes_and_fits_360_pixels_and_asks_no_other_host()
    {
        var product = await demo.ImportedAsync();
        var trace = (await product.Dashboard.GetAsync("/api/traces?limit=1")).GetProperty("traces")[0];
        var log = (await product.Dashboard.GetAsync("/api/logs?limit=1")).GetProperty("logs")[0].GetProperty("n").GetInt64();
        await using var browser = await TestBrowser.StartAsync();
        var page = await browser.OpenAsync($"{product.Dashboard.Page}login?t={product.DashboardToken}");
        var problems = new List<string>();
        foreach (var (path, ready) in new[]
        {
            ("?resource=web", "environment"),
            ("?view=parameters", "parameter"),
            ("?view=graph", "node"),
            ("consolelogs/resource/web", "console"),
            (string.Create(CultureInfo.InvariantCulture, $"structuredlogs?log={log}"), "log-attributes"),
            ("traces", "trace"),
            ($"traces/detail/{trace.GetProperty("id").GetString()}", "span"),
            ("metrics/resource/graphapi?meter=System.Runtime&instrument=dotnet.process.memory.working_set", "metric-chart"),
        })
        {
            await page.SetViewportSizeAsync(1280, 800);
            await page.GotoAsync($"{product.Dashboard.Page}{path}");
            await Seen(page.GetByTestId(ready).First);
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                problems.AddRange((await Accessibility.SeriousFindingsAsync(page)).Select(finding => $"{path}, {theme}: {finding}"));
            }

            await page.SetViewportSizeAsync(360, 740);
            var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (width > 360) problems.Add($"{path}: {width} pixels wide at 360");
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.All(browser.Requests, request => Assert.Equal(product.Dashboard.Page.Authority, new Uri(request).Authority));
        Assert.Empty(browser.Complaints);
    }

    private static async Task SignInAsync(IPage page, RunningProduct product)
    {
        Assert.Equal("/login", new Uri(page.Url).AbsolutePath);
        await page.GetByLabel("Token").FillAsync(product.DashboardToken!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Seen(page.GetByTestId("resources"));
    }

    private static async Task RestartAsync(IPage page, RunningProduct product, string service)
    {
        await page.GetByTestId("filter").FillAsync(service);
        var row = page.GetByTestId("resource");
        await Assertions.Expect(row).ToHaveCountAsync(1);
        var before = product.Service(service).Pid;

        await row.GetByTestId("restart").ClickAsync();
        await Deadline.ReachedAsync($"{service} is another process, and healthy", async () =>
            product.FindService(service) is { } now && now.Pid != before ? await product.Dashboard.UnhealthyAsync() : "still the same, or none");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-health", "healthy");

        await row.GetByRole(AriaRole.Button, new() { Name = service, Exact = true }).ClickAsync();
        await Seen(page.GetByTestId("environment"));
        await Assertions.Expect(page.GetByTestId("environment").Locator("[data-name=OTEL_SERVICE_NAME]")).ToContainTextAsync("••••");
        await Assertions.Expect(page.GetByTestId("references")).ToContainTextAsync("broker");
    }

    private static async Task KillAsync(IPage page, RunningProduct product, string service)
    {
        var row = page.GetByTestId("resource");
        ProcessTable.Signal(product.Service(service).Pid, ProcessTable.Kill);

        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "Exited");
        await Assertions.Expect(row).ToContainTextAsync("Exited (137)");
        await row.GetByTestId("start").ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-health", "healthy");
    }

    private static async Task RevealSecretAsync(IPage page)
    {
        await page.GetByTestId("filter").FillAsync("");
        await page.GetByTestId("view-parameters").ClickAsync();
        var row = page.Locator("[data-testid=parameter][data-id=web-mqtt-secret]");
        var value = row.GetByTestId("parameter-value");
        await Assertions.Expect(value).ToHaveTextAsync("••••••••");
        await row.GetByTestId("reveal").ClickAsync();
        await Assertions.Expect(value).ToHaveTextAsync(new Regex("^[0-9A-Za-z]{64}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await row.GetByTestId("reveal").ClickAsync();
        await Assertions.Expect(value).ToHaveTextAsync("••••••••");
        await page.GetByTestId("view-table").ClickAsync();
    }

    private static async Task ReadConsoleAsync(IPage page, string service)
    {
        await page.GetByTestId("resource-details").GetByRole(AriaRole.Link, new() { Name = "Console", Exact = true }).First.ClickAsync();
        await page.GetByTestId("filter").FillAsync("Application started");
        // Once for each of its runs: the first, after the restart, after the kill.
        await Deadline.ReachedAsync($"all three starts in the console of {service}", async () =>
            await page.GetByTestId("line-count").GetAttributeAsync("data-value") is var lines && lines == "3" ? null : $"{lines} lines");
    }

    private static async Task FromLogToTraceAsync(IPage page, RunningProduct product)
    {
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("s");
        var rows = page.GetByTestId("logs").Locator("tbody tr.row");
        await Seen(rows.First);
        await page.GetByTestId("level").SelectOptionAsync("warning");
        await Deadline.ReachedAsync("as many logs as the API knows from warning on", async () =>
        {
            var shown = await page.GetByTestId("log-count").GetAttributeAsync("data-value");
            var known = (await product.Dashboard.GetAsync("/api/logs?level=warning&limit=1")).GetProperty("matching").ToString();
            return shown == known ? null : $"{shown} of {known}";
        });

        await page.GetByTestId("level").SelectOptionAsync("");
        await page.GetByTestId("resource-select").SelectOptionAsync("graphapi");
        await page.GetByTestId("filter").FillAsync("imported");
        await Deadline.ReachedAsync("only logs of imports", async () =>
        {
            var messages = await rows.Locator("[data-column=message]").AllInnerTextsAsync();
            return messages.Count > 0 && messages.All(message => message.Contains("imported", StringComparison.OrdinalIgnoreCase)) ? null : string.Join('\n', messages);
        });

        await page.GetByTestId("pause").ClickAsync();
        await rows.Last.Locator("[data-column=message]").ClickAsync();
        await Seen(page.GetByTestId("log-attributes"));
        // A log comes before the spans that it was written in. The page would ask again, but the browser complains of each answer that there is none.
        var trace = (await rows.Last.GetByTestId("trace-link").GetAttributeAsync("title"))!.Replace("Trace ", "", StringComparison.Ordinal);
        await Deadline.ReachedAsync("the log's trace has come", async () =>
            (await product.Dashboard.GetAsync($"/api/traces?text={trace}&limit=1")).GetProperty("matching").GetInt32() == 1 ? null : trace);
        await page.GetByTestId("to-trace").ClickAsync();
        await Seen(page.GetByTestId("span").First);
        await Assertions.Expect(page.GetByTestId("span-logs")).ToContainTextAsync("mported");
    }

    private static async Task OpenTraceAsync(IPage page, RunningProduct product)
    {
        var widest = await WidestTraceAsync(product);
        var services = widest.GetProperty("resources").GetArrayLength();
        var id = widest.GetProperty("id").GetString()!;
        await page.GetByTestId("page-traces").ClickAsync();
        await page.GetByTestId("filter").FillAsync(id);
        await Assertions.Expect(page.GetByTestId("trace")).ToHaveCountAsync(1);
        await page.GetByTestId("trace").ClickAsync();
        await Assertions.Expect(page.GetByTestId("trace-resources")).ToHaveAttributeAsync("data-value", services.ToString(CultureInfo.InvariantCulture));
        var shown = await page.GetByTestId("span").EvaluateAllAsync<string[]>("spans => [...new Set(spans.map(span => span.dataset.resource))]");
        Assert.Equal(services, shown.Length);

        await page.GetByTestId("span").First.ClickAsync();
        await Seen(page.GetByTestId("span-attributes"));
    }

    private static async Task DrawMetricAsync(IPage page)
    {
        await page.GetByTestId("page-metrics").ClickAsync();
        await page.GetByTestId("resource-select").SelectOptionAsync("graphapi");
        // Metrics are sent every so often; the first ones may be on their way.
        await page.Locator("[data-testid=instrument][data-name='dotnet.process.memory.working_set']").ClickAsync();
        await Seen(page.GetByTestId("metric-chart"));
        var points = await page.GetByTestId("metric-chart").GetAttributeAsync("data-points");
        Assert.True(int.Parse(points!, CultureInfo.InvariantCulture) > 0, $"{points} points");
        await page.GetByTestId("as-table").ClickAsync();
        await Seen(page.GetByTestId("metric-table").Locator("tbody tr").First);
        Assert.Contains("view=table", page.Url, StringComparison.Ordinal);
    }

    /// <summary>One that spans as many services as an object passes: from its source through parse, publish and enrich to the live window.</summary>
    private static async Task<JsonElement> WidestTraceAsync(RunningProduct product)
    {
        const int Services = 4;
        JsonElement widest = default;
        await Deadline.ReachedAsync("a trace of an object through its services", async () =>
        {
            // The oldest of them: one that still grows would have more by the time that it is shown.
            var traces = (await product.Dashboard.GetAsync("/api/traces?limit=500")).GetProperty("traces").EnumerateArray().Reverse();
            widest = traces.MaxBy(trace => trace.GetProperty("resources").GetArrayLength());
            return widest.ValueKind == JsonValueKind.Object && widest.GetProperty("resources").GetArrayLength() >= Services ? null : widest.ToString();
        });
        return widest;
    }

    private static Task Seen(ILocator what) => Assertions.Expect(what).ToBeVisibleAsync();
}
