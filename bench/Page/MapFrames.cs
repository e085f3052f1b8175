using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FlowOptics.Bench.Pipeline;
using FlowOptics.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.Bench.Page;

/// <summary>
/// The live map in a browser that draws in software on this machine, beside the product it shows: frames a second while 2,000 and 400,000 records a
/// second come in, and what the page's memory grows by in an hour, from a run of some minutes.
/// </summary>
internal static class MapFrames
{
    private const int ObjectsOfSecond = 4;
    private const int WarmUpSeconds = 8;
    private const int MeasuredSeconds = 20;
    private const int SampleSeconds = 15;
    /// <summary>The page's caches fill in its first minutes: what they take is no growth.</summary>
    private const double Settling = 0.25;

    // Counts frames and notes the longest tasks, from the call on for so many milliseconds.
    private const string Measure =
        """
        (milliseconds) => new Promise((resolve) => {
          const longest = [];
          const observer = new PerformanceObserver((list) => longest.push(...list.getEntries().map((entry) => entry.duration)));
          observer.observe({ type: 'longtask' });
          const begin = performance.now();
          const gaps = [];
          let last = begin;
          const frame = (now) => {
            gaps.push(now - last);
            last = now;
            if (now - begin < milliseconds) requestAnimationFrame(frame);
            else {
              observer.disconnect();
              gaps.sort((left, right) => left - right);
              resolve({
                frames: gaps.length * 1000 / (now - begin),
                late: gaps[Math.floor(gaps.length * 0.99)],
                tasks: longest.length,
                longest: Math.max(0, ...longest),
                total: Number(document.querySelector('[data-testid=map-total]').dataset.value),
              });
            }
          };
          requestAnimationFrame(frame);
        })
        """;

    /// <param name="args">Minutes of the memory's run (10); 0 leaves it out.</param>
    public static async Task RunAsync(string[] args)
    {
        var minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 10;
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var prepared = Path.Combine(folder, "prepared");
            var (few, many) = (Prepare(prepared, 2000, seed: 4), Prepare(prepared, 400_000, seed: 5));
            var bucket = new Bucket(prepared, Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName);
            await using var product = await RunningProduct.StartAsync(Path.Combine(folder, "data"), ["--logs", bucket.Folder], ("FlowOptics__Geo__TableFolder", BuiltGeo.Folder));
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await Chromium.LaunchAsync(playwright, Path.Combine(folder, "browser"));
            var page = await browser.NewPageAsync();
            await page.GotoAsync($"{product.Page}map");
            await page.Locator("[data-testid=map-total]").WaitForAsync();

            await FramesAsync("map.fps-2k", page, bucket, few);
            if (minutes > 0) await MemoryAsync(page, bucket, few, TimeSpan.FromMinutes(minutes));
            await FramesAsync("map.fps-400k", page, bucket, many);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Objects of some seconds at this rate: they are put again and again under new names.</returns>
    private static string[] Prepare(string prepared, int recordsOfSecond, int seed) =>
        GeneratedObjects.Write(prepared, 6 * ObjectsOfSecond, recordsOfSecond / ObjectsOfSecond, Load.Public, seed);

    private static async Task FramesAsync(string figure, IPage page, Bucket bucket, string[] objects)
    {
        using var over = new CancellationTokenSource();
        var feeding = FeedAsync(bucket, objects, figure, over.Token);
        await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds));
        var before = await TotalAsync(page);
        var clock = Stopwatch.StartNew();
        var seen = await page.EvaluateAsync<JsonElement>(Measure, MeasuredSeconds * 1000);
        var rate = (seen.GetProperty("total").GetInt64() - before) / clock.Elapsed.TotalSeconds;
        await over.CancelAsync();
        await feeding;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rate:0} records/s more on the page; 99 of 100 frames within {seen.GetProperty("late").GetDouble():0} ms; {seen.GetProperty("tasks").GetInt32()} tasks over 50 ms, the longest {seen.GetProperty("longest").GetDouble():0} ms"));
        Figure.Print(figure, seen.GetProperty("frames").GetDouble(), "frames/s");
    }

    private static async Task<long> TotalAsync(IPage page) =>
        long.Parse(await page.Locator("[data-testid=map-total]").GetAttributeAsync("data-value") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>After a collection, every few seconds: the slope of what is left, which no moment of the collector's choosing decides.</summary>
    private static async Task MemoryAsync(IPage page, Bucket bucket, string[] objects, TimeSpan length)
    {
        using var over = new CancellationTokenSource();
        var feeding = FeedAsync(bucket, objects, "memory", over.Token);
        await using var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Performance.enable");
        var samples = new List<(double Hours, double Megabytes)>();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < length;)
        {
            await Task.Delay(TimeSpan.FromSeconds(SampleSeconds));
            await session.SendAsync("HeapProfiler.collectGarbage");
            var metrics = await session.SendAsync("Performance.getMetrics");
            var heap = metrics!.Value.GetProperty("metrics").EnumerateArray()
                .Single(metric => metric.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble();
            samples.Add((clock.Elapsed.TotalHours, heap / 1048576));
        }

        await over.CancelAsync();
        await feeding;
        var settled = samples.Skip((int)(samples.Count * Settling)).ToArray();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"the page's heap: {samples[0].Megabytes:0.0} MB at first, {settled[0].Megabytes:0.0} MB when settled, {settled[^1].Megabytes:0.0} MB at the end of {length.TotalMinutes:0.#} minutes"));
        Figure.Print("map.memory-growth", Slope(settled), "MB per hour");
    }

    /// <summary>By least squares.</summary>
    private static double Slope((double X, double Y)[] points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - x) * (point.X - x));
        return spread == 0 ? 0 : points.Sum(point => (point.X - x) * (point.Y - y)) / spread;
    }

    private static async Task FeedAsync(Bucket bucket, string[] objects, string run, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / ObjectsOfSecond) - clock.Elapsed;
            if (due > TimeSpan.Zero) await Task.Delay(due, CancellationToken.None);
            bucket.Put(objects[i % objects.Length], DateTime.UtcNow, $"{run}-{i:x6}-");
        }
    }
}
