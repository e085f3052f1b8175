using System.Text;
using FlowOptics.Flows;
using FlowOptics.Geo.Networks;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Geo.Tests.Networks;

public sealed class AsnFileTests
{
    [Fact]
    public void Reads_organisations_with_and_without_quotes()
    {
        var pool = new NetworkPool();
        var ranges = Read(
            "1.0.0.0,1.0.0.255,13335,\"Cloudflare, Inc.\"\n2.26.200.0,2.26.215.255,201907,\"LLC \"\"SPUTNIK\"\"\"\r\n2001:200::,2001:200:1b9::,2500,WIDE Project", pool);
        var networks = pool.ToArray();
        Assert.Equal(new Network(13_335, "Cloudflare, Inc."), networks[ranges.Find(Address.Parse("1.0.0.7"))]);
        Assert.Equal(new Network(201_907, "LLC \"SPUTNIK\""), networks[ranges.Find(Address.Parse("2.26.200.0"))]);
        Assert.Equal(new Network(2500, "WIDE Project"), networks[ranges.Find(Address.Parse("2001:200:1::"))]);
        Assert.Equal(0, ranges.Find(Address.Parse("1.0.1.0")));
    }

    [Theory]
    [InlineData("1.0.0,1.0.0.255,1,X", "line 2, field 1: '1.0.0' is no IP address")]
    [InlineData("1.0.0.0,1.0.0.256,1,X", "line 2, field 2: '1.0.0.256' is no IP address")]
    [InlineData("1.0.0.0,1.0.0.255,AS1,X", "line 2, field 3: 'AS1' is no AS number")]
    [InlineData("1.0.0.0", "line 2, field 2: '' is no IP address")]
    [InlineData("1.0.0.9,1.0.0.1,1,X", "line 2, the range 1.0.0.9 to 1.0.0.1 is none")]
    [InlineData("1.0.0.9,2001::1,1,X", "line 2, the range 1.0.0.9 to 2001::1 is none")]
    [InlineData("0.1.0.0,0.1.0.1,1,X", "line 2: 0.1.0.0 comes before the row above it")]
    public void A_wrong_row_is_named_by_line_and_field(string row, string message)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read($"0.9.0.0,0.9.0.1,1,X\n{row}\n", new NetworkPool()));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_two_ranges_claim_an_address_the_earlier_one_keeps_it()
    {
        var pool = new NetworkPool();
        var ranges = Read("214.95.0.0,215.0.255.255,749,A\n215.0.0.0,215.1.3.255,721,B\n215.1.0.0,215.1.0.1,5,C\n", pool);
        var networks = pool.ToArray();
        Assert.Equal("A", networks[ranges.Find(Address.Parse("215.0.255.255"))].Organization);
        Assert.Equal("B", networks[ranges.Find(Address.Parse("215.1.0.0"))].Organization);
        Assert.Equal("B", networks[ranges.Find(Address.Parse("215.1.3.255"))].Organization);
        Assert.Equal(0, ranges.Find(Address.Parse("215.1.4.0")));
    }

    [Fact]
    public void Finds_what_a_search_from_the_first_row_finds()
    {
        // Ranges from a few to 2^20 addresses wide, some touching, some with gaps, over both families.
        var widths = Gen.Choose(0, 20).SelectMany(bits => Gen.Choose(0, 1 << bits));
        var rows = Gen.Zip(widths, widths).ListOf(60);
        Prop.ForAll(rows.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (steps, seed) => Agree([.. steps], new System.Random(seed))).QuickCheckThrowOnFailure();
    }

    private static void Agree((int Gap, int Width)[] steps, System.Random random)
    {
        var expected = new List<(Address First, Address Last, uint Asn)>();
        foreach (var start in new[] { Address.FromIPv4(0x01000000), Address.Parse("2001:db8::") })
        {
            var at = start;
            foreach (var (gap, width) in steps)
            {
                var first = Plus(at, (uint)gap);
                var last = Plus(first, (uint)width);
                expected.Add((first, last, (uint)expected.Count + 1));
                at = Plus(last, 1);
            }
        }

        var pool = new NetworkPool();
        var ranges = Read(string.Concat(expected.Select(row => $"{row.First},{row.Last},{row.Asn},Organisation {row.Asn}\n")), pool);
        var networks = pool.ToArray();
        foreach (var (first, last, _) in expected)
        {
            foreach (var address in new[] { first, last, Plus(last, 1), Plus(first, (uint)random.Next(1 << 17)) })
            {
                var found = expected.FirstOrDefault(row => row.First <= address && address <= row.Last).Asn;
                Assert.Equal(found, networks[ranges.Find(address)].Asn);
            }
        }
    }

    private static Address Plus(Address address, uint count) => new(address.High, address.Low + count);

    private static AsnRanges Read(string text, NetworkPool pool) => AsnFile.Read(Encoding.UTF8.GetBytes(text), pool);
}
