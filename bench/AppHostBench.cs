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
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            // The first start builds tables that the others find.
            await using (await RunningProduct.StartAsync(data, Options))
            {
            }

            var starts = new List<double>();
            for (var start = 0; start < Starts; start++)
            {
                var clock = Stopwatch.StartNew();
                await using var product = await RunningProduct.StartAsync(data, Options);
                await product.UntilAsync("healthy as a whole", Deadline, product.AreAllHealthyAsync);
                starts.Add(clock.Elapsed.TotalSeconds);
            }

            Figure.Print("apphost.start", Figure.Median(starts), "s");
            await using (var product = await RunningProduct.StartAsync(data, Options))
            {
                await product.UntilAsync("healthy as a whole", Deadline, product.AreAllHealthyAsync);
                await Task.Delay(Fill);
                Figure.Print("apphost.idle-cpu", await product.CpuPercentAsync(Watch, "AppHost"), "%");
                Figure.Print("apphost.rss", product.Processes().Single(process => process.Name == "AppHost").ResidentBytes / 1048576.0, "MB");
                await KillEachAsync(product);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultRecords;
        if (records > 0) await PipelineBench.TelemetryCostAsync(records);
    }

    private static string[] Options => ["--demo", "off", "--dashboard-open"];

    /// <summary>Kills one service after the other, and starts it again as a user does.</summary>
    private static async Task KillEachAsync(RunningProduct product)
    {
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
