using System.Diagnostics;
using System.Globalization;
using System.Text;
using FlowOptics.Bench.Pipeline;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.Bench;

/// <summary>
/// Records a second that one core takes into the live window, from a message's bytes on (decode and add), at the window's usual budget, with buckets of
/// 5 s at 400,000 records/s. Two loads: nearly each record a link of its own, and the links of a usual VPC, which come again and again.
/// </summary>
internal static class LiveBench
{
    private const int Runs = 5;
    private const int Objects = 10;
    private const double RecordsPerSecond = 400_000;

    // Stands in each key of GeneratedObjects; overwritten, so that a round's objects are new ones.
    private static readonly byte[] FlowLogId = Encoding.ASCII.GetBytes("fl-0123456789abcdef0");

    public static async Task RunAsync(string[] args)
    {
        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
        foreach (var (name, load) in new[] { ("live.add", Load.Distinct), ("live.add-repeating", Load.Repeating) })
        {
            var payloads = await PayloadsAsync(records, load);
            var clock = new Clock();
            var window = new LiveWindow(new LiveWindowOptions(), clock);
            var rates = new List<double>();
            for (var run = 0; run < Runs; run++) rates.Add(Run(window, clock, payloads, run * rounds, rounds));
            Console.WriteLine($"{name}: {window.AllocatedBytes / 1024 / 1024} MiB hold {window.Total.Flows} records since {clock.Now - window.Start}; process {Environment.WorkingSet / 1024 / 1024} MiB");
            Figure.Print(name, Figure.Median(rates), "records/s");
        }
    }

    private static double Run(LiveWindow window, Clock clock, List<byte[]> payloads, int firstRound, int rounds)
    {
        var batch = new LiveBatch();
        long records = 0;
        var allocated = GC.GetTotalAllocatedBytes();
        var decode = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        for (var round = firstRound; round < firstRound + rounds; round++)
        {
            foreach (var payload in payloads)
            {
                Encoding.ASCII.GetBytes(round.ToString("x17", CultureInfo.InvariantCulture), payload.AsSpan(payload.AsSpan().IndexOf(FlowLogId.AsSpan(0, 3)) + 3));
                var before = watch.Elapsed;
                batch.Read(payload);
                decode += watch.Elapsed - before;
                records += window.Add(batch, clock.Now) ?? 0;
                clock.Now += TimeSpan.FromSeconds(batch.Count / RecordsPerSecond);
            }
        }

        var elapsed = watch.Elapsed;
        Console.WriteLine($"{records} records in {elapsed.TotalSeconds:0.00} s, {decode / elapsed:P0} of it decoding, {(GC.GetTotalAllocatedBytes() - allocated) / records} bytes allocated a record");
        return records / elapsed.TotalSeconds;
    }

    private static async Task<List<byte[]>> PayloadsAsync(int records, Load load)
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            GeneratedObjects.Write(folder, Objects, records / Objects, load, seed: 1);
            using var geo = GeoSource.Open(new GeoOptions(), folder: null);
            var enricher = new FlowEnricher(geo);
            var store = new FolderObjectStore(folder, new FolderObjectOptions { Settle = TimeSpan.Zero });
            var payloads = new List<byte[]>();
            await foreach (var info in store.ListAsync(CancellationToken.None))
            {
                await using var stored = await store.OpenAsync(info.Key, CancellationToken.None);
                await foreach (var flows in FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, CancellationToken.None))
                {
                    payloads.Add(FlowWire.Encode(enricher.Enrich(flows)));
                }
            }

            return payloads;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
