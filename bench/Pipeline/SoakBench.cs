using System.Diagnostics;
using System.Globalization;

namespace FlowOptics.Bench.Pipeline;

/// <summary>
/// What the product does when its Enricher is gone for minutes while objects go on coming (50,000 records a second): the most memory that each
/// process takes, the most that the data folder grows to, and whether everything is in the live window and the lake when it is back.
/// </summary>
internal static class SoakBench
{
    private const int RecordsOfObject = 50_000;
    private const double Megabyte = 1048576;

    public static async Task RunAsync(string[] args)
    {
        var minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var seconds = (int)(minutes * 60);
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var prepared = Path.Combine(folder, "prepared");
            var objects = GeneratedObjects.Write(prepared, seconds, RecordsOfObject, Load.Repeating, seed: 4);
            var bucket = new Bucket(prepared, Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName);
            var data = Path.Combine(folder, "data");
            await using var product = await RunningProduct.StartAsync(data, ["--logs", bucket.Folder, "--dashboard-open"], ("FlowOptics__Geo__TableFolder", BuiltGeo.Folder));
            var most = new Dictionary<string, double>(StringComparer.Ordinal);

            product.Kill("Enricher");
            var clock = Stopwatch.StartNew();
            var arrivals = new List<DateTime>();
            for (var second = 0; second < seconds; second++)
            {
                arrivals.Add(DateTime.UtcNow);
                bucket.Put(objects[second], arrivals[second]);
                Watch(product, data, most);
                if (TimeSpan.FromSeconds(second + 1) - clock.Elapsed is { Ticks: > 0 } rest) await Task.Delay(rest);
            }

            var expected = seconds * (long)RecordsOfObject;
            Console.WriteLine($"{expected} records came in {seconds} s; {await product.LiveFlowsAsync()} of them live, {await product.ImportedAsync()} in the lake. The Enricher comes back.");
            await product.StartResourceAsync("enricher");
            clock.Restart();
            await product.UntilAsync("caught up", TimeSpan.FromMinutes(10), async () =>
            {
                Watch(product, data, most);
                if (await product.MetaAsync() is not { } meta) return false;
                // The live window may have reached its byte budget: then it holds all that arrived since the start that it names.
                var live = meta.GetProperty("live");
                var since = live.GetProperty("from").GetDateTimeOffset().UtcDateTime;
                return live.GetProperty("flows").GetInt64() == arrivals.Count(arrival => arrival >= since) * (long)RecordsOfObject
                    && live.GetProperty("newestArrival").GetDateTimeOffset().UtcDateTime >= arrivals[^1].AddMilliseconds(-1)
                    && meta.GetProperty("import").GetProperty("records").GetInt64() == expected;
            });
            Console.WriteLine($"All are in the lake; the live window holds {await product.LiveFlowsAsync()} of them, all that its byte budget has room for.");
            Figure.Print("soak.catch-up", clock.Elapsed.TotalSeconds, "s");
            foreach (var (name, value) in most.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Figure.Print($"soak.{name}", value, "MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Watch(RunningProduct product, string data, Dictionary<string, double> most)
    {
        void Note(string name, double bytes) => most[name] = Math.Max(most.GetValueOrDefault(name), bytes / Megabyte);
        foreach (var process in product.Processes().Where(process => process.ResidentBytes > 32 * Megabyte)) Note($"resident.{process.Name}", process.ResidentBytes);
        foreach (var part in Directory.GetDirectories(data)) Note($"files.{Path.GetFileName(part)}", new DirectoryInfo(part).EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length));
    }

    // A log that was emptied while we looked has none.
    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
