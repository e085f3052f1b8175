using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FlowOptics.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.Bench.Pipeline;

/// <summary>
/// From an object's arrival in the bucket (its rename into place) until a browser shows the map's count with all of its records: objects of 5,000
/// records, ten a second. Map ticks hold the exact sum of records; "received" is when the browser has the tick, "latency" when the frame is
/// painted that shows the next count. The browser runs on this machine too, and draws in software.
/// </summary>
internal static class PageLatency
{
    private const int RecordsOfObject = 5000;
    private const int ObjectsOfSecond = 10;
    private const int WarmUpSeconds = 15;
    private const int MeasuredSeconds = 60;

    // Reads each map tick's total as the page's own WebSocket gets it, and notes it with the frame that paints the next change of the count:
    // [milliseconds since 1970, records].
    private const string Watch =
        """
        (() => {
          window.shown = [];
          window.received = [];
          let total = 0;
          const Original = window.WebSocket;
          window.WebSocket = class extends Original {
            constructor(...parts) {
              super(...parts);
              this.addEventListener('message', async (event) => {
                const bytes = event.data instanceof Blob ? await event.data.arrayBuffer() : event.data;
                const text = new TextDecoder('latin1').decode(bytes);
                for (const match of text.matchAll(/"total":\{"flows":(\d+)/g)) total = Math.max(total, Number(match[1]));
                window.received.push([Date.now(), total]);
              });
            }
          };
          new MutationObserver((changes) => {
            if (!changes.some((change) => change.target.dataset?.testid === 'map-total')) return;
            requestAnimationFrame(() => window.shown.push([Date.now(), total]));
          }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-value'] });
        })()
        """;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var prepared = Path.Combine(folder, "prepared");
            var objects = GeneratedObjects.Write(prepared, ObjectsOfSecond * (WarmUpSeconds + MeasuredSeconds), RecordsOfObject, Load.Public, seed: 3);
            var bucket = new Bucket(prepared, Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName);
            await using var product = await RunningProduct.StartAsync(Path.Combine(folder, "data"), ["--logs", bucket.Folder], ("FlowOptics__Geo__TableFolder", BuiltGeo.Folder));
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await Chromium.LaunchAsync(playwright, Path.Combine(folder, "browser"));
            var page = await browser.NewPageAsync();
            await page.AddInitScriptAsync(Watch);
            await page.GotoAsync($"{product.Page}map");
            await page.Locator("[data-testid=map-total]").WaitForAsync();

            var arrivals = await PutAsync(bucket, objects);
            await product.UntilAsync("done with the objects", TimeSpan.FromMinutes(1), async () => await product.LiveFlowsAsync() == objects.Length * (long)RecordsOfObject);
            await page.WaitForFunctionAsync($"() => window.shown.at(-1)?.[1] === {objects.Length * RecordsOfObject}");
            Report("received", arrivals, await page.EvaluateAsync<JsonElement>("() => window.received"));
            Report("latency", arrivals, await page.EvaluateAsync<JsonElement>("() => window.shown"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>When each object was there, in milliseconds since 1970.</returns>
    private static async Task<double[]> PutAsync(Bucket bucket, string[] objects)
    {
        var clock = Stopwatch.StartNew();
        var arrivals = new double[objects.Length];
        for (var i = 0; i < objects.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / ObjectsOfSecond);
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
            bucket.Put(objects[i], DateTime.UtcNow);
            arrivals[i] = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
        }

        return arrivals;
    }

    private static void Report(string name, double[] arrivals, JsonElement pairs)
    {
        var shown = pairs.EnumerateArray().Select(pair => (Time: pair[0].GetDouble(), Records: pair[1].GetInt64())).ToArray();
        var first = ObjectsOfSecond * WarmUpSeconds;
        var latencies = new List<double>();
        for (var i = first; i < arrivals.Length; i++)
        {
            var sum = (i + 1) * (long)RecordsOfObject;
            var index = Array.FindIndex(shown, state => state.Records >= sum);
            if (index < 0) throw new InvalidOperationException($"the page never showed {sum} records; the last count was {shown.LastOrDefault().Records}");
            latencies.Add(shown[index].Time - arrivals[i]);
        }

        latencies.Sort();
        var rate = (arrivals.Length - 1 - first) * RecordsOfObject / (arrivals[^1] - arrivals[first]) * 1000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{latencies.Count} objects, {rate:0} records/s, {shown.Length} of them {name}; longest {latencies[^1]:0} ms"));
        Figure.Print($"pipeline.{name}-p50", latencies[latencies.Count / 2], "ms");
        Figure.Print($"pipeline.{name}-p99", latencies[(int)(latencies.Count * 0.99)], "ms");
    }
}
