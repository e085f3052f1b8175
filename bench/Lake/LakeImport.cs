using System.Diagnostics;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Importing;
using FlowOptics.Lake;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Bench.Lake;

/// <summary>Runs the product's own import (GraphApi's, without HTTP and MQTT around it) from a folder of objects until all is committed, and then until all roll-ups are made.</summary>
internal static class LakeImport
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(LakeDatabase lake, string bucket, long records, int hours)
    {
        using var geo = new GeoSource(BuiltGeo.Open());
        using var queue = new ImportQueue(lake, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var store = new FolderObjectStore(bucket, new FolderObjectOptions { Settle = TimeSpan.Zero });
        var pipeline = new ImportPipeline(queue, lake, store, new FlowEnricher(geo), format: null, () => false, TimeProvider.System, NullLogger.Instance);
        var cpu = Cpu();
        var watch = Stopwatch.StartNew();
        await foreach (var info in store.ListAsync(stop.Token)) queue.Found(info);
        var running = pipeline.RunAsync(stop.Token);
        var peak = 0L;
        var told = watch.Elapsed;
        while (lake.Summary.Records < records && !running.IsCompleted)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.Delay(Poll);
            if (watch.Elapsed - told < TimeSpan.FromSeconds(10)) continue;
            told = watch.Elapsed;
            Console.WriteLine($"  {told.TotalSeconds:0} s: {lake.Summary.Records / told.TotalSeconds:0} records/s so far, {Sealed(lake)} hours sealed, process {Environment.WorkingSet >> 20} MiB, file {Size(lake.Path) >> 20} MiB, log {Size(lake.Path + ".wal") >> 20} MiB");
        }

        if (running.IsFaulted) await running;
        var committed = watch.Elapsed;
        Console.WriteLine($"all committed after {committed.TotalSeconds:0.0} s ({(Cpu() - cpu) / records * 1e6:0.00} CPU-s a million records), {Sealed(lake)} of {hours} hours sealed by then");
        while (Sealed(lake) < hours && !running.IsCompleted) await Task.Delay(Poll);
        while (lake.Days() < hours / 24 && !running.IsCompleted) await Task.Delay(Poll);
        Console.WriteLine($"all roll-ups made after {watch.Elapsed.TotalSeconds:0.0} s ({(Cpu() - cpu) / records * 1e6:0.00} CPU-s a million records); file {Size(lake.Path) >> 20} MiB, process {Environment.WorkingSet >> 20} MiB (at most {Math.Max(peak, Environment.WorkingSet) >> 20})");
        Figure.Print("lake.import", records / committed.TotalSeconds, "records/s");
        Figure.Print("lake.import-and-rollups", records / watch.Elapsed.TotalSeconds, "records/s");
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private static long Sealed(LakeDatabase lake) => lake.Count("SELECT count(*) FROM sealed WHERE unit = 0");

    private static long Days(this LakeDatabase lake) => lake.Count("SELECT count(*) FROM sealed WHERE unit = 1");

    public static long Count(this LakeDatabase lake, string sql)
    {
        using var connection = lake.Connect();
        using var result = connection.Query(sql);
        return (long)result.ToRows()[0][0]!;
    }

    private static long Size(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
