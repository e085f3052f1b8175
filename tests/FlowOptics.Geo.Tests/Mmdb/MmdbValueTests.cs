using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;

namespace FlowOptics.Geo.Tests.Mmdb;

public sealed class MmdbValueTests
{
    [Fact]
    public void Reads_every_data_type()
    {
        var record = RecordOf("1.1.1.0");
        Assert.Equal(true, record["boolean"]);
        Assert.Equal(new byte[] { 0, 0, 0, 42 }, record["bytes"]);
        Assert.Equal(42.123456, record["double"]);
        Assert.Equal(1.1f, record["float"]);
        Assert.Equal(-268_435_456, record["int32"]);
        Assert.Equal((ushort)100, record["uint16"]);
        Assert.Equal(268_435_456u, record["uint32"]);
        Assert.Equal(1UL << 60, record["uint64"]);
        Assert.Equal(UInt128.One << 120, record["uint128"]);
        Assert.Equal("unicode! ☯ - ♫", record["utf8_string"]);
        Assert.Equal(new object[] { 1u, 2u, 3u }, record["array"]);
        var map = Assert.IsType<Dictionary<string, object>>(record["map"]);
        var inner = Assert.IsType<Dictionary<string, object>>(map["mapX"]);
        Assert.Equal(new object[] { 7u, 8u, 9u }, inner["arrayX"]);
        Assert.Equal("hello", inner["utf8_stringX"]);
    }

    [Fact]
    public void Reads_zeros_and_empty_values()
    {
        var record = RecordOf("::");
        Assert.Equal(false, record["boolean"]);
        Assert.Equal(Array.Empty<byte>(), record["bytes"]);
        Assert.Equal(0.0, record["double"]);
        Assert.Equal(0.0f, record["float"]);
        Assert.Equal(0, record["int32"]);
        Assert.Equal(UInt128.Zero, record["uint128"]);
        Assert.Equal("", record["utf8_string"]);
        Assert.Empty(Assert.IsType<List<object>>(record["array"]));
        Assert.Empty(Assert.IsType<Dictionary<string, object>>(record["map"]));
    }

    [Fact]
    public void Reads_the_largest_values()
    {
        var record = RecordOf("255.255.255.255");
        Assert.Equal(double.PositiveInfinity, record["double"]);
        Assert.Equal(float.PositiveInfinity, record["float"]);
        Assert.Equal(int.MaxValue, record["int32"]);
        Assert.Equal(ushort.MaxValue, record["uint16"]);
        Assert.Equal(uint.MaxValue, record["uint32"]);
        Assert.Equal(ulong.MaxValue, record["uint64"]);
        Assert.Equal(UInt128.MaxValue, record["uint128"]);
    }

    [Theory]
    [InlineData(0, "long_key", "long_value1")]
    [InlineData(22, "long_key", "long_value2")]
    [InlineData(37, "long_key2", "long_value1")]
    [InlineData(50, "long_key2", "long_value2")]
    [InlineData(55, "long_key", "long_value1")]
    [InlineData(57, "long_key2", "long_value2")]
    public void Reads_maps_whose_keys_and_values_are_pointers(int offset, string key, string value)
    {
        var map = Assert.IsType<Dictionary<string, object>>(MmdbValue.Read(File.ReadAllBytes(TestData.PathOf("maps-with-pointers.raw")), offset));
        Assert.Equal(value, map[key]);
    }

    [Fact]
    public void Refuses_a_pointer_to_a_pointer() => Refused("to another pointer", 0x20, 0x00);

    [Fact]
    public void Refuses_a_pointer_behind_the_end() => Refused("behind the data section", 0x20, 0x09);

    [Fact]
    public void Refuses_a_string_that_ends_behind_the_end() => Refused("ends behind the data section", 0x45, (byte)'a');

    [Fact]
    public void Refuses_a_map_whose_key_is_no_string() => Refused("not a string", 0xE1, 0xA1, 0x01, 0xA1, 0x01);

    [Fact]
    public void Refuses_a_type_that_the_format_has_not() => Refused("not one of the format's", 0x00, 0x09);

    [Fact]
    public void Refuses_a_float_of_three_bytes() => Refused("Float of 3 bytes", 0x03, 0x08, 1, 2, 3);

    // An array whose two elements point back to the array itself: a tree of 2^64 values out of five bytes.
    [Fact]
    public void Refuses_an_array_that_contains_itself() => Refused("nested", 0x02, 0x04, 0x20, 0x00, 0x20, 0x00);

    // Forty arrays, each of which has its follower twice: no cycle, and 2^40 values.
    [Fact]
    public void Refuses_a_record_that_pointers_blow_up()
    {
        var bytes = new List<byte>();
        for (var level = 0; level < 40; level++)
        {
            var next = (byte)((level + 1) * 6);
            bytes.AddRange([0x02, 0x04, 0x20, next, 0x20, next]);
        }

        bytes.AddRange([0x00, 0x07]);
        Refused("more than 65536 values", [.. bytes]);
    }

    private static void Refused(string because, params byte[] bytes)
    {
        var fault = Assert.Throws<InvalidDataException>(() => MmdbValue.Read(bytes, 0));
        Assert.Contains(because, fault.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> RecordOf(string address)
    {
        using var file = MmdbFile.Open(TestData.PathOf("MaxMind-DB-test-decoder.mmdb"));
        return Assert.IsType<Dictionary<string, object>>(MmdbValue.Read(file.Data, file.Find(Address.Parse(address))));
    }
}
