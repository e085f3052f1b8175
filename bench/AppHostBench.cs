using System.Diagnostics;
using System.Globalization;
using FlowOptics.Bench.Pipeline;

namespace FlowOptics.Bench;

/// <summary>
/// AppHost itself: from the start of its built binary until all is healthy (median of the starts), its memory with a dashboard that has taken telemetry for some minutes, what it takes of a
/// core while nothing happens and nobody watches, how soon the dashboard shows that a service was killed, and what telemetry costs the product under full load.
/// </summary>
internal static class AppHostBench
{
    private const int Starts = 5;
    private const int DefaultRecords = 5_000_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Fill = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(60);
    private static readonly string[] Services = ["Ingestor", "Enricher", "GraphApi", "Web", "Broker"];

    public static async Task RunAsync(string[] args)
    {
        var parts = args.Where(arg => !char.IsAsciiDigit(arg[0])).ToHashSet(StringComparer.Ordinal);
        var records = args.Where(arg => char.IsAsciiDigit(arg[0])).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).FirstOrDefault(DefaultRecords);
        bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            // The first start builds tables that the others find.
            await using (await RunningProduct.StartAsync(data, Options))
            {
            }

            if (Wanted("start")) await StartAsync(data);
            if (Wanted("idle")) await IdleAsync(data);
            if (Wanted("kill")) await KillEachAsync(data);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (Wanted("telemetry")) await PipelineBench.TelemetryCostAsync(records);
    }

    private static async Task StartAsync(string data)
    {
        var starts = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            var clock = Stopwatch.StartNew();
            await using var product = await HealthyAsync(data);
            starts.Add(clock.Elapsed.TotalSeconds);
        }

        Figure.Print("apphost.start", Figure.Median(starts), "s");
    }

    private static async Task IdleAsync(string data)
    {
        await using var product = await HealthyAsync(data);
        await Task.Delay(Fill);
        Figure.Print("apphost.idle-cpu", await product.CpuPercentAsync(Watch, "AppHost"), "%");
        Figure.Print("apphost.rss", product.Processes().Single(process => process.Name == "AppHost").ResidentBytes / 1048576.0, "MB");
    }

    private static async Task<RunningProduct> HealthyAsync(string data)
    {
        var product = await RunningProduct.StartAsync(data, Options);
        await product.UntilAsync("healthy as a whole", Deadline, product.AreAllHealthyAsync);
        return product;
    }

    private static string[] Options => ["--demo", "off", "--dashboard-open"];

    /// <summary>Kills one service after the other, and starts it again as a user does.</summary>
    private static async Task KillEachAsync(string data)
    {
        await using var product = await HealthyAsync(data);
        var (shown, healthy) = (new List<double>(), new List<double>());
        foreach (var service in Services)
        {
            var name = service.ToLowerInvariant();
            product.Kill(service);
            var clock = Stopwatch.StartNew();
            await product.UntilAsync($"shown without {name}", Deadline, () => product.IsShownAsKilledAsync(name));
            shown.Add(clock.Elapsed.TotalSeconds);
            clock.Restart();
            await product.StartResourceAsync(name);
            await product.UntilAsync($"healthy again with {name}", Deadline, product.AreAllHealthyAsync);
            healthy.Add(clock.Elapsed.TotalSeconds);
        }

        // The slowest counts; it is asked ten times a second.
        Figure.Print("apphost.kill-shown", shown.Max(), "s");
        Figure.Print("apphost.kill-healthy", healthy.Max(), "s");
    }
}
