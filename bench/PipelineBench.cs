using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace FlowOptics.Bench;

/// <summary>
/// Records a second from objects that appear in the bucket to the live window, with all processes of the product on this machine and the lake's
/// import running beside. Median of the runs.
/// </summary>
internal static class PipelineBench
{
    private const int Runs = 3;
    private const int Objects = 10;

    public static async Task RunAsync(string[] args)
    {
        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var rates = new List<double>();
        for (var run = 0; run < Runs; run++) rates.Add(await RunOnceAsync(records, run));
        Figure.Print("pipeline.records-with-import", Figure.Median(rates), "records/s");
    }

    private static async Task<double> RunOnceAsync(int records, int run)
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
            var prepared = Path.Combine(folder, "prepared");
            GeneratedObjects.Write(prepared, Objects, records / Objects, DateTimeOffset.UtcNow, run);
            await using var product = await RunningProduct.StartAsync(Path.Combine(folder, "data"), "--logs", logs);
            var clock = Stopwatch.StartNew();
            Directory.Move(Path.Combine(prepared, "AWSLogs"), Path.Combine(logs, "AWSLogs"));
            await product.UntilAsync("done with the objects", TimeSpan.FromMinutes(5), async () => await LiveFlowsAsync(product) >= records);
            var rate = records / clock.Elapsed.TotalSeconds;
            Console.WriteLine($"run {run + 1}: {records} records in {clock.Elapsed.TotalSeconds:0.00} s");
            if (await LiveFlowsAsync(product) != records) throw new InvalidOperationException("the live window holds more records than were written");
            return rate;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> LiveFlowsAsync(RunningProduct product) =>
        await product.MetaAsync() is JsonElement meta ? meta.GetProperty("live").GetProperty("flows").GetInt64() : 0;
}
