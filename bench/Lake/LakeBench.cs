using System.Diagnostics;
using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Bench.Lake;

/// <summary>
/// <c>lake [--records N] [--keep DIR] [--no-raw]</c>: makes a bucket of 30 days from a seed, imports it with the product's code, and asks the store what the page asks, beside DuckDB on the raw objects.
/// </summary>
internal static class LakeBench
{
    private const int Runs = 5;

    public static async Task RunAsync(string[] args)
    {
        var records = Option(args, "--records") is { } text ? long.Parse(text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) : 100_000_000;
        var keep = Option(args, "--keep");
        var folder = keep ?? Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var bucket = Path.Combine(folder, "bucket");
            var objects = new LakeObjects(bucket, records);
            Generate(objects, bucket, records);
            var options = new LakeOptions { Folder = Path.Combine(folder, "lake"), Bucket = bucket };
            using var lake = LakeDatabase.Open(options, NullLogger.Instance);
            if (lake.Summary.Records < records) await LakeImport.RunAsync(lake, bucket, records, LakeObjects.Days * 24);
            Console.WriteLine($"{lake.Summary.Records} records in {lake.Summary.Objects} objects; {lake.Count("SELECT count(*) FROM services_hour")} rows in services_hour, {lake.Count("SELECT count(*) FROM places_hour")} in places_hour, {lake.Count("SELECT count(*) FROM links_day")} in links_day, {lake.Count("SELECT count(*) FROM places_day")} in places_day, {lake.Count("SELECT count(*) FROM hosts_day")} in hosts_day, {lake.Count("SELECT count(*) FROM owners")} in owners");
            Console.WriteLine($"{lake.Count("SELECT count(*) FROM (SELECT DISTINCT src_high, src_low, dst_high, dst_low, label FROM links_day)")} distinct links in links_day");
            await AskAsync(lake, objects, withRaw: !args.Contains("--no-raw"));
            Console.WriteLine($"process {Environment.WorkingSet >> 20} MiB");
        }
        finally
        {
            if (keep is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static void Generate(LakeObjects objects, string bucket, long records)
    {
        if (Directory.Exists(bucket)) return;
        var watch = Stopwatch.StartNew();
        var bytes = objects.Write();
        Console.WriteLine($"{records} records in {objects.Count} objects of {objects.HoursEach} h each: {bytes >> 20} MiB of gzip in {watch.Elapsed.TotalSeconds:0} s; the lake takes about as much again");
    }

    private static async Task AskAsync(LakeDatabase lake, LakeObjects objects, bool withRaw)
    {
        var store = new DuckDbFlowStore(lake);
        var smallest = double.MaxValue;
        foreach (var question in LakeQuestion.All)
        {
            var times = new List<double>();
            // The first warms up.
            for (var run = 0; run <= Runs; run++)
            {
                var watch = Stopwatch.StartNew();
                string answer;
                try
                {
                    answer = await question.Ask(store, run);
                }
                catch (Exception exception) when (exception is DuckDbException or UnsupportedQueryException)
                {
                    Console.WriteLine($"{question.Name}: {exception.Message}");
                    break;
                }

                if (run == 0) Console.WriteLine($"{question.Name}: {watch.Elapsed.TotalMilliseconds:0} ms at first; {answer}");
                else times.Add(watch.Elapsed.TotalMilliseconds);
            }

            if (times.Count == 0) continue;
            var median = Figure.Median(times);
            Figure.Print(question.Name, median, "ms");
            if (!withRaw) continue;
            var raw = RawMilliseconds(question.Raw(objects));
            Console.WriteLine($"{question.Name}: {raw:0} ms from the raw objects, {raw / median:0.0} x");
            smallest = Math.Min(smallest, raw / median);
        }

        if (withRaw && smallest < double.MaxValue) Figure.Print("lake.vs-raw", smallest, "x");
    }

    // DuckDB at its own defaults: all cores, most of the memory.
    private static double RawMilliseconds(string sql)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        var watch = Stopwatch.StartNew();
        using var result = connection.Query(sql);
        while (result.NextChunk() is { } chunk) chunk.Dispose();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
