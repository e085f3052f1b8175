using FlowOptics.Flows;
using FlowOptics.Geo.Aws;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Networks;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo.Tests.Tables;

/// <summary>A table answers as its source files do: every network of the real ones is asked for its first, its last and a random address.</summary>
public sealed class WholeFilesTests(BuiltTable built) : IClassFixture<BuiltTable>
{
    private const int Batch = 3 * 4096;

    private readonly GeoTable _table = built.Table;
    private readonly GeoFiles _files = GeoFiles.Find(new GeoOptions());

    [Fact]
    public void Every_network_of_the_IPv4_place_file_has_the_place_that_the_file_gives_it() => AllPlaces(_files.CityIPv4);

    [Fact]
    public void Every_network_of_the_IPv6_place_file_has_the_place_that_the_file_gives_it() => AllPlaces(_files.CityIPv6!);

    [Fact]
    public void Every_range_of_the_network_files_has_the_network_that_the_files_give_it()
    {
        var direct = NetworkTable.Open(_files.AsnIPv4, _files.AsnIPv6);
        var runs = direct.ToRuns();
        var random = new Random(1);
        var probes = new List<(Address Address, Network Network)>();
        for (var run = 1; run < runs.Count; run++)
        {
            var (first, last) = (runs.StartOf(run), run + 1 < runs.Count ? runs.StartOf(run + 1) - 1 : UInt128.MaxValue);
            foreach (var at in (UInt128[])[first, last, Between(first, last, random)])
            {
                var address = new Address((ulong)(at >> 64), (ulong)at);
                probes.Add((address, direct.Find(address)));
            }

            if (probes.Count < Batch && run + 1 < runs.Count) continue;
            var found = Find([.. probes.Select(probe => probe.Address)]);
            for (var i = 0; i < probes.Count; i++)
            {
                var (address, network) = probes[i];
                if (AddressKinds.KindOf(address) != AddressKind.Public) continue;
                var (_, got) = found[i];
                if (got.Asn != network.Asn || got.Organization != network.Organization) Assert.Fail($"{address}: {got} is not {network}");
            }

            probes.Clear();
        }
    }

    [Fact]
    public void Random_addresses_have_what_the_files_give_them_in_both_families()
    {
        using var direct = GeoDatabase.Open(_files);
        var random = new Random(2);
        Address[] addresses = [.. Enumerable.Range(0, 200_000).Select(i => (i % 3) switch
        {
            0 => Address.FromIPv4((uint)random.NextInt64(1L << 32)),
            1 => new Address(((ulong)random.NextInt64() >> 4) | (0x2UL << 60), (ulong)random.NextInt64()),
            // In the dense part.
            _ => new Address(0x2A00_0000_0000_0000 | ((ulong)random.Next(1 << 24) << 32) | ((ulong)random.Next(1 << 16) << 16), (ulong)random.NextInt64()),
        })];
        var found = Find(addresses);
        for (var i = 0; i < addresses.Length; i++)
        {
            if (AddressKinds.KindOf(addresses[i]) != AddressKind.Public) continue;
            var wanted = (direct.PlaceOf(addresses[i]), direct.NetworkOf(addresses[i]));
            if (found[i] != wanted) Assert.Fail($"{addresses[i]}: {found[i]} is not {wanted}");
        }
    }

    [Fact]
    public void Numbers_stand_for_one_value_and_one_instance()
    {
        Assert.Same(Place.None, _table.Places[0]);
        Assert.Same(Network.None, _table.Networks[0]);
        Assert.Equal(default, _table.Ends[0]);
        Assert.Same(_table.Places[1], _table.Places[1]);
        Assert.Equal(_table.Places.Count, _table.Places.Distinct().Count());
        Assert.Equal(_table.Networks.Count, _table.Networks.Distinct().Count());
        Assert.Equal(_table.Ends.Length, _table.Ends.ToArray().Distinct().Count());
    }

    private void AllPlaces(string path)
    {
        using var file = MmdbFile.Open(path);
        var aws = AwsRangesFile.Read(AwsRangesFile.Load(null), null);
        // From a record's offset to the number of its place in the table.
        var known = new Dictionary<int, int>();
        var numbers = new int[Batch];
        var random = new Random(1);
        var addresses = new Address[Batch];
        var offsets = new int[Batch];
        var (count, networks) = (0, 0);
        foreach (var (network, offset) in MmdbNetworks.Of(file))
        {
            var (first, last) = (new UInt128(network.First.High, network.First.Low), new UInt128(network.Last.High, network.Last.Low));
            var inside = first | (new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64() << 1) & (last - first));
            addresses[count] = network.First;
            addresses[count + 1] = network.Last;
            addresses[count + 2] = new Address((ulong)(inside >> 64), (ulong)inside);
            offsets.AsSpan(count, 3).Fill(offset);
            count += 3;
            networks++;
            if (count == Batch) Compare();
        }

        Compare();
        Assert.True(networks > 3_000_000, $"{networks} networks");

        void Compare()
        {
            _table.Find(addresses.AsSpan(0, count), numbers);
            var ends = _table.Ends;
            for (var i = 0; i < count; i++)
            {
                var number = ends[numbers[i]].Place;
                if (known.TryGetValue(offsets[i], out var expected) && expected == number) continue;
                var (found, place) = (_table.Places[number], PlaceReader.Read(file.Data, offsets[i]));
                if (found == place) known[offsets[i]] = number;
                if (found == place || AddressKinds.KindOf(addresses[i]) != AddressKind.Public) continue;
                // AWS's own are at their region.
                if (AwsRanges.PlaceOf(aws.Find(addresses[i])) is { } region && region == found) continue;
                Assert.Fail($"{addresses[i]}: {found} is not {place}");
            }

            count = 0;
        }
    }

    private (Place Place, Network Network)[] Find(ReadOnlySpan<Address> addresses)
    {
        var numbers = new int[addresses.Length];
        _table.Find(addresses, numbers);
        var found = new (Place, Network)[addresses.Length];
        var ends = _table.Ends;
        for (var i = 0; i < found.Length; i++) found[i] = (_table.Places[ends[numbers[i]].Place], _table.Networks[ends[numbers[i]].Network]);
        return found;
    }

    private static UInt128 Between(UInt128 first, UInt128 last, Random random)
    {
        var wide = new UInt128((ulong)random.NextInt64(), ((ulong)random.NextInt64() << 1) ^ (ulong)random.NextInt64());
        return last - first == UInt128.MaxValue ? wide : first + (wide % (last - first + 1));
    }
}
