using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace FlowOptics.Bench.Page;

/// <summary>The graph view in a browser's page, with a given answer; moved by real mouse events, some sixty a second.</summary>
internal sealed class GraphPage : IAsyncDisposable
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    // Notes when things happen, and each long task; `frames` are the times of the frames between start and stop.
    private const string Watch =
        """
        (() => {
          const seen = (window.seen = {});
          window.tasks = [];
          new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: 'longtask', buffered: true });
          const look = () => {
            const canvas = document.querySelector('[data-testid=graph-canvas]');
            if (canvas !== null) {
              seen.answered ??= performance.now();
              if (canvas.querySelector('canvas')?.style.visibility === 'visible') seen.visible ??= performance.now();
              if (canvas.dataset.settled === 'true') seen.settled ??= performance.now();
            }
            if (seen.settled === undefined) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
          window.startFrames = () => {
            const frames = (window.frames_ = []);
            const frame = (now) => { if (window.frames_ === frames) { frames.push(now); requestAnimationFrame(frame); } };
            requestAnimationFrame(frame);
          };
          window.stopFrames = () => {
            const frames = window.frames_;
            window.frames_ = null;
            return (1000 * (frames.length - 1)) / (frames.at(-1) - frames[0]);
          };
        })()
        """;

    private readonly IPage _page;

    private GraphPage(IPage page, GraphLoad load)
    {
        _page = page;
        Load = load;
    }

    public GraphLoad Load { get; }

    public static async Task<GraphPage> OpenAsync(IBrowserContext browser, Uri product, string answer)
    {
        var page = await browser.NewPageAsync();
        // What a reader has who comes for the first time.
        var session = await browser.NewCDPSessionAsync(page);
        await session.SendAsync("Network.setCacheDisabled", new Dictionary<string, object>(StringComparer.Ordinal) { ["cacheDisabled"] = true });
        await page.AddInitScriptAsync(Watch);
        await page.RouteAsync("**/api/v1/graph?*", route =>
        {
            var events = route.Request.Headers.TryGetValue("accept", out var accept) && accept.Contains("event-stream", StringComparison.Ordinal);
            return route.FulfillAsync(new() { ContentType = events ? "text/event-stream" : "application/json", Body = events ? $"event: result\ndata: {answer}\n\n" : answer });
        });
        await page.GotoAsync($"{product}graph?limit=100000");
        await page.WaitForFunctionAsync("() => window.seen.settled !== undefined", null, new() { Timeout = 120_000 });
        // The base is painted once more, crisp, when the layout rests.
        await Task.Delay(1500);
        var seen = await page.EvaluateAsync<JsonElement>("() => ({ ...window.seen, paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN })");
        double Time(string name) => seen.GetProperty(name).GetDouble();
        return new GraphPage(page, new GraphLoad(Time("paint"), Time("answered"), Time("visible"), Time("settled"), await LongestAsync(page)));
    }

    /// <returns>Frames a second of the slowest of hover, pan and zoom.</returns>
    public async Task<double> LowestFramesAsync()
    {
        var box = await _page.GetByTestId("graph-canvas").BoundingBoxAsync() ?? throw new InvalidOperationException("the graph has no canvas");
        var (x, y, mouse) = (box.X + (box.Width / 2), box.Y + (box.Height / 2), _page.Mouse);
        var hover = await FramesAsync(step => mouse.MoveAsync(x + (float)(300 * Math.Sin(step / 17.0)), y + (float)(160 * Math.Cos(step / 23.0))));
        await mouse.MoveAsync(box.X + 240, box.Y + 16);
        await mouse.DownAsync();
        var pan = await FramesAsync(step => mouse.MoveAsync(box.X + 240 + (float)(200 * Math.Sin(step / 20.0)), box.Y + 16 + (float)(100 * Math.Sin(step / 31.0))));
        await mouse.UpAsync();
        await mouse.MoveAsync(x, y);
        var zoom = await FramesAsync(step => mouse.WheelAsync(0, step % 80 < 40 ? -30 : 30));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"frames/s: hover {hover:0.0}, pan {pan:0.0}, zoom {zoom:0.0}"));
        return Math.Min(hover, Math.Min(pan, zoom));
    }

    public Task<double> LongestTaskAsync() => LongestAsync(_page);

    public async ValueTask DisposeAsync() => await _page.CloseAsync();

    private static Task<double> LongestAsync(IPage page) => page.EvaluateAsync<double>("() => Math.max(0, ...window.tasks)");

    private async Task<double> FramesAsync(Func<int, Task> move)
    {
        await _page.EvaluateAsync("() => window.startFrames()");
        var clock = Stopwatch.StartNew();
        for (var step = 0; clock.Elapsed < Measured; step++)
        {
            await move(step);
            await Task.Delay(12);
        }

        return await _page.EvaluateAsync<double>("() => window.stopFrames()");
    }
}
