using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.Bench.Pipeline;

/// <summary>
/// The whole product on this machine: records a second from objects on disk to the live window, with the lake's import waiting and beside it, and the time
/// from an object's arrival to the page. Medians of the runs.
/// </summary>
internal static class PipelineBench
{
    private const int Runs = 5;
    private const int RecordsOfObject = 100_000;
    private const int WarmUp = 1_000_000;
    private const int TelemetryPairs = 7;
    private const double RestPercent = 10;

    // Longer than the services' longest pause between two looks for work (the lake's roll-ups).
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(string[] args)
    {
        var parts = args.Where(arg => !char.IsAsciiDigit(arg[0])).ToHashSet(StringComparer.Ordinal);
        var records = args.Where(arg => char.IsAsciiDigit(arg[0])).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).FirstOrDefault(5_000_000);
        BuiltGeo.Open();
        bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
        if (Wanted("records")) await ThroughputAsync("pipeline.records", records, Load.Repeating, imports: false);
        if (Wanted("records-distinct")) await ThroughputAsync("pipeline.records-distinct", records, Load.Distinct, imports: false);
        if (Wanted("import")) await ThroughputAsync("pipeline.records-with-import", records, Load.Repeating, imports: true);
        if (Wanted("latency")) await PageLatency.RunAsync();
    }

    /// <summary>
    /// What traces, metrics and logs cost under full load: throughput, and processor time of all processes, with the exporters on (to the dashboard, as a
    /// developer has it) against off, in turns.
    /// </summary>
    public static async Task TelemetryCostAsync(int records)
    {
        BuiltGeo.Open();
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var prepared = Path.Combine(folder, "prepared");
            var warmUp = GeneratedObjects.Write(prepared, WarmUp / RecordsOfObject, RecordsOfObject, Load.Repeating, seed: 1);
            var measured = GeneratedObjects.Write(prepared, records / RecordsOfObject, RecordsOfObject, Load.Repeating, seed: 2);
            var (rates, cpus) = (new List<double>(), new List<double>());
            for (var pair = 0; pair < TelemetryPairs; pair++)
            {
                var (on, off) = ((Rate: 0.0, Cpu: 0.0), (Rate: 0.0, Cpu: 0.0));
                // Who goes first changes, so that what the machine does meanwhile falls on both.
                foreach (var isOff in pair % 2 == 0 ? new[] { true, false } : [false, true])
                {
                    var runFolder = Directory.CreateDirectory(Path.Combine(folder, $"run-{pair}-{isOff}")).FullName;
                    var run = await RunOnceAsync(prepared, warmUp, measured, runFolder, imports: false, ("OTEL_SDK_DISABLED", isOff ? "true" : "false"));
                    if (isOff) off = (run.Live, run.Cpu);
                    else on = (run.Live, run.Cpu);
                    Directory.Delete(runFolder, recursive: true);
                }

                rates.Add((1 - (on.Rate / off.Rate)) * 100);
                cpus.Add(((on.Cpu / off.Cpu) - 1) * 100);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pair {pair + 1}: {on.Rate:0} records/s with telemetry, {off.Rate:0} without; processor time {on.Cpu:0.00} s and {off.Cpu:0.00} s"));
            }

            Figure.Print("telemetry.cost", Figure.Median(rates), "%");
            Figure.Print("telemetry.cost-cpu", Figure.Median(cpus), "%");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ThroughputAsync(string figure, int records, Load load, bool imports)
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var warmUp = GeneratedObjects.Write(Path.Combine(folder, "prepared"), WarmUp / RecordsOfObject, RecordsOfObject, load, seed: 1);
            var measured = GeneratedObjects.Write(Path.Combine(folder, "prepared"), records / RecordsOfObject, RecordsOfObject, load, seed: 2);
            var rates = new List<double>();
            var importRates = new List<double>();
            for (var run = 1; run <= Runs; run++)
            {
                var runFolder = Directory.CreateDirectory(Path.Combine(folder, $"run-{run}")).FullName;
                var (live, imported, _) = await RunOnceAsync(Path.Combine(folder, "prepared"), warmUp, measured, runFolder, imports);
                rates.Add(live);
                importRates.Add(imported);
                Directory.Delete(runFolder, recursive: true);
            }

            Figure.Print(figure, Figure.Median(rates), "records/s");
            if (imports) Figure.Print("pipeline.live-and-imported", Figure.Median(importRates), "records/s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Records a second until all are live, and until all are in the lake too (0 where the import waits), and seconds of processor time of all processes until they were live.</returns>
    private static async Task<(double Live, double Imported, double Cpu)> RunOnceAsync(
        string prepared, string[] warmUp, string[] measured, string folder, bool imports, params (string Name, string Value)[] settings)
    {
        var bucket = new Bucket(prepared, Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName);
        await using var product = await RunningProduct.StartAsync(
            Path.Combine(folder, "data"), ["--logs", bucket.Folder],
            [("FlowOptics__Geo__TableFolder", BuiltGeo.Folder), ("FlowOptics__Lake__ImportWaitsAbove", imports ? "1000000000" : "1"), .. settings]);
        // Compiles the code that matters, in all processes.
        bucket.Put(warmUp);
        await product.UntilAsync("warm", TimeSpan.FromMinutes(2), async () => await product.LiveFlowsAsync() >= WarmUp && await product.ImportedAsync() >= WarmUp);
        // What the warm-up left behind, such as its roll-ups, is not the load's.
        await product.UntilAsync("at rest", TimeSpan.FromMinutes(2), async () => await product.CpuPercentAsync(Rest) < RestPercent);

        var before = product.Processes();
        var importedBefore = await product.ImportedAsync();
        var expected = WarmUp + (measured.Length * (long)RecordsOfObject);
        var clock = Stopwatch.StartNew();
        bucket.Put(measured);
        await product.UntilAsync("done with the objects", TimeSpan.FromMinutes(5), async () => await product.LiveFlowsAsync() >= expected);
        var seconds = clock.Elapsed.TotalSeconds;
        var importedMeanwhile = await product.ImportedAsync() - importedBefore;
        var after = product.Processes();
        if (await product.LiveFlowsAsync() != expected) throw new InvalidOperationException("the live window holds more records than were written");

        var records = expected - WarmUp;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} records in {seconds:0.00} s: {records / seconds:0} records/s; {importedMeanwhile} imported meanwhile"));
        foreach (var process in after)
        {
            var cpu = process.CpuSeconds - (before.FirstOrDefault(one => one.Pid == process.Pid)?.CpuSeconds ?? 0);
            if (cpu > 0.05)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {process.Name,-10} {cpu * 1e6 / records,6:0.00} CPU-s per million records  {process.ResidentBytes / 1048576.0,6:0} MB"));
        }

        var allCpu = after.Sum(process => process.CpuSeconds) - before.Sum(process => process.CpuSeconds);
        if (!imports) return (records / seconds, 0, allCpu);
        await product.UntilAsync("done with the import", TimeSpan.FromMinutes(5), async () => await product.ImportedAsync() >= expected);
        var importSeconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  all imported after {importSeconds:0.00} s"));
        return (records / seconds, records / importSeconds, allCpu);
    }
}
