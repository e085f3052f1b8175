using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;

namespace FlowOptics.Geo.Tests.Mmdb;

public sealed class MmdbFileTests
{
    public static TheoryData<string> Sound => TestData.Sound;

    [Theory]
    [MemberData(nameof(Sound))]
    public void Finds_at_both_ends_of_every_network_the_record_that_the_tree_has_for_it(string name)
    {
        using var file = MmdbFile.Open(TestData.PathOf(name));
        var networks = MmdbNetworks.Of(file).ToList();
        Assert.NotEmpty(networks);
        foreach (var (network, offset) in networks)
        {
            Assert.Equal((network, offset), (network, file.Find(network.First)));
            // An IPv6 network around ::ffff:0:0/96 ends on an address that is IPv4 to us.
            if (network.Last.IsIPv4 == network.First.IsIPv4) Assert.Equal((network, offset), (network, file.Find(network.Last)));
            _ = MmdbValue.Read(file.Data, offset);
        }
    }

    [Theory]
    [InlineData("ipv4", 24)]
    [InlineData("ipv4", 28)]
    [InlineData("ipv4", 32)]
    [InlineData("ipv6", 24)]
    [InlineData("ipv6", 28)]
    [InlineData("ipv6", 32)]
    [InlineData("mixed", 24)]
    [InlineData("mixed", 28)]
    [InlineData("mixed", 32)]
    public void Reads_each_record_size(string kind, int bits)
    {
        using var file = MmdbFile.Open(TestData.PathOf($"MaxMind-DB-test-{kind}-{bits}.mmdb"));
        Assert.Equal(bits, file.Metadata.RecordSize);
        var networks = MmdbNetworks.Of(file).ToList();
        foreach (var (network, offset) in networks)
        {
            var record = Assert.IsType<Dictionary<string, object>>(MmdbValue.Read(file.Data, offset));
            // The test databases name each network's first address in its record; IPv4 as ::1.1.1.1 where the tree is IPv6.
            var named = Assert.IsType<string>(record["ip"]).Replace("::1.1.1.", "1.1.1.", StringComparison.Ordinal);
            Assert.Equal(network.First, Address.Parse(named));
        }

        Assert.Equal(kind == "mixed" ? 11 : kind == "ipv4" ? 6 : 5, networks.Count);
    }

    [Fact]
    public void Finds_nothing_between_networks()
    {
        using var file = MmdbFile.Open(TestData.PathOf("MaxMind-DB-test-mixed-24.mmdb"));
        Assert.Equal(MmdbFile.NotFound, file.Find(Address.Parse("1.1.1.33")));
        Assert.Equal(MmdbFile.NotFound, file.Find(Address.Parse("::2:0:60")));
    }

    [Fact]
    public void Finds_no_IPv6_address_in_an_IPv4_tree()
    {
        using var file = MmdbFile.Open(TestData.PathOf("MaxMind-DB-test-ipv4-24.mmdb"));
        Assert.Equal(MmdbFile.NotFound, file.Find(Address.Parse("2001:218::1")));
    }

    [Fact]
    public void Reads_a_tree_that_ends_above_the_IPv4_networks()
    {
        using var file = MmdbFile.Open(TestData.PathOf("MaxMind-DB-no-ipv4-search-tree.mmdb"));
        Assert.Equal("::/64", MmdbValue.Read(file.Data, file.Find(Address.Parse("1.1.1.1"))));
    }

    [Fact]
    public void Reads_metadata_whose_values_are_pointers()
    {
        using var file = MmdbFile.Open(TestData.PathOf("MaxMind-DB-test-metadata-pointers.mmdb"));
        Assert.Equal("Lots of pointers in metadata", file.Metadata.DatabaseType);
    }

    [Fact]
    public void A_look_up_after_disposal_is_refused()
    {
        var file = MmdbFile.Open(TestData.PathOf("MaxMind-DB-test-mixed-24.mmdb"));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Find(Address.Parse("1.1.1.1")));
    }
}
