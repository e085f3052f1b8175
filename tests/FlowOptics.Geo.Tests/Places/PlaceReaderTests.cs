using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo.Tests.Places;

public sealed class PlaceReaderTests
{
    [Theory]
    [InlineData("GeoIP2-City-Test.mmdb", "81.2.69.142", "GB", "London", 51.5142f, -0.0931f)]
    [InlineData("GeoLite2-City-Test.mmdb", "89.160.20.128", "SE", "Linköping", 58.4167f, 15.6167f)]
    [InlineData("GeoIP2-City-Test.mmdb", "216.160.83.56", "US", "Milton", 47.2513f, -122.3149f)]
    [InlineData("GeoLite2-Country-Test.mmdb", "81.2.69.142", "GB", "", float.NaN, float.NaN)]
    [InlineData("GeoIP2-Country-Test.mmdb", "2a02:cf40::1", "NO", "", float.NaN, float.NaN)]
    public void Reads_MaxMinds_nested_records(string name, string address, string country, string city, float latitude, float longitude)
    {
        using var file = MmdbFile.Open(TestData.PathOf(name));
        Assert.Equal(new Place(country, city, latitude, longitude), PlaceReader.Read(file.Data, file.Find(Address.Parse(address))));
    }

    [Fact]
    public void Reads_a_flat_record_and_leaves_the_district_out()
    {
        var record = Record.Map(
            ("city", Record.Text("Tokyo (Chiyoda-ku)")), ("country_code", Record.Text("JP")), ("latitude", Record.Float(35.7f)), ("longitude", Record.Float(139.7f)));
        Assert.Equal(new Place("JP", "Tokyo", 35.7f, 139.7f), PlaceReader.Read(record, 0));
    }

    [Theory]
    [InlineData("(Unnamed)", "(Unnamed)")]
    [InlineData("Washington D.C. (Northwest)", "Washington D.C.")]
    [InlineData("Saint-Denis (La Plaine) Nord", "Saint-Denis (La Plaine) Nord")]
    public void Leaves_out_only_what_stands_in_brackets_at_the_end(string written, string read)
    {
        var record = Record.Map(("city", Record.Text(written)), ("country_code", Record.Text("XX")));
        Assert.Equal(read, PlaceReader.Read(record, 0).City);
    }

    [Fact]
    public void Values_of_unknown_keys_and_of_other_types_are_stepped_over()
    {
        var record = Record.Map(
            ("country", Record.Text("no map")),
            ("postcode", Record.Map(("city", Record.Text("hidden")))),
            ("latitude", Record.Text("north")),
            ("location", Record.Map(("latitude", Record.Double(1.5)), ("longitude", Record.Double(2.5)))),
            ("city", Record.Map(("geoname_id", Record.Text("1")), ("names", Record.Map(("de", Record.Text("Köln")), ("en", Record.Text("Cologne")))))));
        Assert.Equal(new Place("", "Cologne", 1.5f, 2.5f), PlaceReader.Read(record, 0));
    }

    [Theory]
    [InlineData(91f, 0f)]
    [InlineData(0f, 181f)]
    [InlineData(float.PositiveInfinity, 0f)]
    public void Coordinates_that_are_not_on_Earth_are_left_out(float latitude, float longitude)
    {
        var record = Record.Map(("country_code", Record.Text("XX")), ("latitude", Record.Float(latitude)), ("longitude", Record.Float(longitude)));
        Assert.Equal(new Place("XX", "", float.NaN, float.NaN), PlaceReader.Read(record, 0));
    }

    [Fact]
    public void A_record_with_nothing_in_it_is_no_place()
    {
        Assert.Same(Place.None, PlaceReader.Read(Record.Map(("country_code", Record.Text("")), ("asn", Record.Text("1"))), 0));
        Assert.Same(Place.None, PlaceReader.Read(Record.Text("a string"), 0));
    }
}
