using System.Diagnostics;
using System.Globalization;
using FlowOptics.Bench.Pipeline;

namespace FlowOptics.Bench;

/// <summary>
/// AppHost itself: from the start of its built binary until all is healthy (median of the starts), its memory with a dashboard that has taken telemetry for some minutes, what it takes of a
/// core while nothing happens and nobody watches, and what telemetry costs the product under full load.
/// </summary>
internal static class AppHostBench
{
    private const int Starts = 5;
    private const int DefaultRecords = 5_000_000;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Fill = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(60);

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
                var before = AppHost(product);
                await Task.Delay(Watch);
                var after = AppHost(product);
                Figure.Print("apphost.rss", after.ResidentBytes / 1048576.0, "MB");
                Figure.Print("apphost.idle-cpu", (after.CpuSeconds - before.CpuSeconds) / Watch.TotalSeconds * 100, "%");
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

    private static ProcessStat AppHost(RunningProduct product) => product.Processes().Single(process => process.Name == "AppHost");
}
