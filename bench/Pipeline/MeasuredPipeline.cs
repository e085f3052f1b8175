using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.Bench.Pipeline;

/// <summary>Runs the product on the same prepared objects as often as is asked, each time from nothing. Its files are gone when it is disposed.</summary>
internal sealed class MeasuredPipeline : IDisposable
{
    private const int RecordsOfObject = 100_000;
    private const double RestPercent = 10;

    // Longer than the services' longest pause between two looks for work (the lake's roll-ups).
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);

    private readonly string _folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
    private readonly string[] _warmUp;
    private readonly string[] _measured;
    private readonly int _warmUpRecords;
    private int _runs;

    /// <param name="warmUpRecords">Compile the code that matters, in all processes, before the others are measured.</param>
    public MeasuredPipeline(int records, Load load, int warmUpRecords = 1_000_000)
    {
        _warmUpRecords = warmUpRecords;
        _warmUp = GeneratedObjects.Write(Prepared, warmUpRecords / RecordsOfObject, RecordsOfObject, load, seed: 1);
        _measured = GeneratedObjects.Write(Prepared, records / RecordsOfObject, RecordsOfObject, load, seed: 2);
    }

    private string Prepared => Path.Combine(_folder, "prepared");

    /// <param name="imports">The lake's import goes on beside; otherwise it waits.</param>
    /// <param name="isEmulated">Objects come by S3 and SQS, as the emulator has them, instead of in a watched folder.</param>
    /// <param name="settings">Environment variables for all services.</param>
    public async Task<PipelineRun> RunAsync(bool imports = false, bool isEmulated = false, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"run-{++_runs}"))).FullName;
        try
        {
            return await RunAsync(folder, imports, isEmulated, settings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<PipelineRun> RunAsync(string folder, bool imports, bool isEmulated, (string Name, string Value)[] settings)
    {
        var bucket = new Bucket(Prepared, Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName);
        var cloudPort = FreePort.Find();
        string[] options = isEmulated ? ["--cloud", "emulated", "--cloud-port", cloudPort.ToString(CultureInfo.InvariantCulture), "--demo", "off"] : ["--logs", bucket.Folder];
        await using var product = await RunningProduct.StartAsync(
            Path.Combine(folder, "data"), options,
            [("FlowOptics__Geo__TableFolder", BuiltGeo.Folder), ("FlowOptics__Lake__ImportWaitsAbove", imports ? "1000000000" : "1"), .. settings]);
        using var s3 = new EmulatedBucket(Prepared, cloudPort);
        async Task PutAsync(string[] objects)
        {
            if (isEmulated) await s3.PutAsync(objects);
            else bucket.Put(objects);
        }

        // Compiles the code that matters, in all processes.
        await PutAsync(_warmUp);
        await product.UntilAsync("warm", TimeSpan.FromMinutes(2), async () => await product.LiveFlowsAsync() >= _warmUpRecords && await product.ImportedAsync() >= _warmUpRecords);
        // What the warm-up left behind, such as its roll-ups, is not the load's.
        await product.UntilAsync("at rest", TimeSpan.FromMinutes(2), async () => await product.CpuPercentAsync(Rest) < RestPercent);

        var before = product.Processes();
        var importedBefore = await product.ImportedAsync();
        var expected = _warmUpRecords + (_measured.Length * (long)RecordsOfObject);
        var clock = Stopwatch.StartNew();
        await PutAsync(_measured);
        await product.UntilAsync("done with the objects", TimeSpan.FromMinutes(5), async () => await product.LiveFlowsAsync() >= expected);
        var seconds = clock.Elapsed.TotalSeconds;
        var importedMeanwhile = await product.ImportedAsync() - importedBefore;
        var after = product.Processes();
        if (await product.LiveFlowsAsync() != expected) throw new InvalidOperationException("the live window holds more records than were written");

        var records = expected - _warmUpRecords;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} records in {seconds:0.00} s: {records / seconds:0} records/s; {importedMeanwhile} imported meanwhile"));
        Print(before, after, records);
        var cpu = after.Sum(process => process.CpuSeconds) - before.Sum(process => process.CpuSeconds);
        var ingestor = after.Where(process => process.Name == "Ingestor").Max(process => process.PeakBytes());
        if (!imports) return new PipelineRun(records / seconds, 0, cpu, ingestor);
        await product.UntilAsync("done with the import", TimeSpan.FromMinutes(5), async () => await product.ImportedAsync() >= expected);
        var importSeconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  all imported after {importSeconds:0.00} s"));
        return new PipelineRun(records / seconds, records / importSeconds, cpu, ingestor);
    }

    private static void Print(IReadOnlyList<ProcessStat> before, IReadOnlyList<ProcessStat> after, long records)
    {
        foreach (var process in after)
        {
            var cpu = process.CpuSeconds - (before.FirstOrDefault(one => one.Pid == process.Pid)?.CpuSeconds ?? 0);
            if (cpu > 0.05)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {process.Name,-10} {cpu * 1e6 / records,6:0.00} CPU-s per million records  {process.ResidentBytes / 1048576.0,6:0} MB"));
        }
    }
}
