using System.Diagnostics;
using System.Globalization;
using FlowOptics.Bench.Pipeline;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.Lake;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Bench;

/// <summary>
/// Records a second of processor time that the import takes from objects on disk into the lake: read and parse, enrich, write and commit; each stage's
/// share by leaving out those after it.
/// </summary>
internal static class ImportBench
{
    private const int Runs = 3;
    private const int Objects = 10;
    private const long RecordsPerCommit = 122_880;

    private enum Stages
    {
        Parse,
        Enrich,
        Write,
    }

    public static async Task RunAsync(string[] args)
    {
        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        foreach (var (name, load) in new[] { ("import.records", Load.Distinct), ("import.records-repeating", Load.Repeating) })
        {
            var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
            try
            {
                var bucket = Path.Combine(folder, "bucket");
                GeneratedObjects.Write(bucket, Objects, records / Objects, load, seed: 1);
                var store = new FolderObjectStore(bucket, new FolderObjectOptions { Settle = TimeSpan.Zero });
                var rates = new List<double>();
                for (var run = 0; run <= Runs; run++)
                {
                    var parse = await RunAsync(store, Stages.Parse, Path.Combine(folder, $"lake{run}"));
                    var enrich = await RunAsync(store, Stages.Enrich, Path.Combine(folder, $"lake{run}"));
                    var watch = Stopwatch.StartNew();
                    var all = await RunAsync(store, Stages.Write, Path.Combine(folder, $"lake{run}"));
                    Console.WriteLine(
                        string.Create(CultureInfo.InvariantCulture, $"{load}: CPU-seconds a million records: {all / records * 1e6:0.00} (parse {parse / records * 1e6:0.00}, enrich {(enrich - parse) / records * 1e6:0.00}, write {(all - enrich) / records * 1e6:0.00}); {watch.Elapsed.TotalSeconds:0.00} s; process {Environment.WorkingSet / 1024 / 1024} MiB"));
                    // The first warms up.
                    if (run > 0) rates.Add(records / all);
                }

                Figure.Print(name, Figure.Median(rates), "records/CPU-s");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<double> RunAsync(FolderObjectStore store, Stages stages, string folder)
    {
        using var geo = new GeoSource(BuiltGeo.Open());
        var enricher = new FlowEnricher(geo);
        using var lake = LakeDatabase.Open(new LakeOptions { Folder = folder, Bucket = "bucket" }, NullLogger.Instance);
        using var writer = new LakeWriter(lake);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await foreach (var info in store.ListAsync(CancellationToken.None))
        {
            await using var stored = await store.OpenAsync(info.Key, CancellationToken.None);
            if (stages == Stages.Write) writer.Begin(info, stored!.ETag);
            var report = new FlowObjectReport();
            long records = 0;
            await foreach (var flows in FlowObjectReader.ReadAsync(stored!, report, null, CancellationToken.None))
            {
                records += flows.Count;
                if (stages == Stages.Parse) continue;
                var batch = enricher.Enrich(flows);
                if (stages == Stages.Write) writer.Append(batch);
            }

            if (stages != Stages.Write) continue;
            writer.End(new LedgerEntry(info, stored!.ETag, LedgerState.Imported, records, 0, 0, 0, null, DateTimeOffset.UtcNow));
            if (writer.PendingRecords >= RecordsPerCommit) writer.Commit();
        }

        if (stages == Stages.Write) writer.Commit();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
