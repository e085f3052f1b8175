using FlowOptics.Flows;

namespace FlowOptics.Geo.Tests;

public sealed class GeoDatabaseTests(NpmDatabase npm) : IClassFixture<NpmDatabase>
{
    [Fact]
    public void Knows_place_and_network_of_IPv4_and_IPv6_addresses_from_the_npm_files()
    {
        Assert.Equal("US", npm.Database.PlaceOf(Address.Parse("8.8.8.8")).Country);
        Assert.Equal(15_169u, npm.Database.NetworkOf(Address.Parse("8.8.8.8")).Asn);
        Assert.Equal("CN", npm.Database.PlaceOf(Address.Parse("36.112.3.4")).Country);
        Assert.Equal("Beijing", npm.Database.PlaceOf(Address.Parse("36.112.3.4")).City);
        Assert.Equal("CA", npm.Database.PlaceOf(Address.Parse("2001:4860:4860::8888")).Country);
        Assert.Equal(15_169u, npm.Database.NetworkOf(Address.Parse("2001:4860:4860::8888")).Asn);
        Assert.Equal(new Network(13_335, "Cloudflare, Inc."), npm.Database.NetworkOf(Address.Parse("1.0.0.255")));
        Assert.Equal(2026, npm.Database.BuiltAt.Year);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("203.0.113.9")]
    [InlineData("2001:db8::1")]
    public void Knows_nothing_of_addresses_for_documentation(string address)
    {
        Assert.Same(Place.None, npm.Database.PlaceOf(Address.Parse(address)));
        Assert.Same(Network.None, npm.Database.NetworkOf(Address.Parse(address)));
    }

    [Fact]
    public void Takes_one_file_of_MaxMinds_for_both_families()
    {
        using var database = GeoDatabase.Open(new GeoOptions { CityIPv4 = TestData.PathOf("GeoIP2-City-Test.mmdb") });
        Assert.Equal(new Place("GB", "London", 51.5142f, -0.0931f), database.PlaceOf(Address.Parse("81.2.69.142")));
        Assert.Equal("JP", database.PlaceOf(Address.Parse("2001:218::1")).Country);
    }

    [Fact]
    public void Gives_equal_places_one_instance()
    {
        var place = npm.Database.PlaceOf(Address.Parse("8.8.8.8"));
        Assert.Same(place, npm.Database.PlaceOf(Address.Parse("8.8.8.9")));
        Assert.Same(npm.Database.NetworkOf(Address.Parse("8.8.8.8")), npm.Database.NetworkOf(Address.Parse("2001:4860:4860::8888")));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_option_that_names_it()
    {
        var fault = Assert.Throws<GeoDatabaseException>(() => GeoDatabase.Open(new GeoOptions { AsnIPv6 = "/nowhere/asn.csv" }));
        Assert.Contains("/nowhere/asn.csv", fault.Message, StringComparison.Ordinal);
        Assert.Contains("FlowOptics:Geo:AsnIPv6", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_without_places_is_refused()
    {
        var fault = Assert.Throws<GeoDatabaseException>(() => GeoDatabase.Open(new GeoOptions { CityIPv4 = TestData.PathOf("GeoLite2-ASN-Test.mmdb") }));
        Assert.Contains("holds no places", fault.Message, StringComparison.Ordinal);
        Assert.Contains("GeoLite2-ASN", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        var fault = Assert.Throws<GeoDatabaseException>(() => GeoDatabase.Open(new GeoOptions { CityIPv4 = TestData.PathOf("LICENSE-MIT") }));
        Assert.Contains("LICENSE-MIT", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no MaxMind DB", fault.Message, StringComparison.Ordinal);
    }
}
