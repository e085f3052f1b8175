using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Places;

namespace FlowOptics.Geo.Tests.Mmdb;

/// <summary>Whatever the bytes are: refused with a <see cref="GeoDatabaseException"/>, or read without any other exception, in bounded time.</summary>
public sealed class DamagedFileTests : IDisposable
{
    // A damaged tree can have more ways through it than there is time for; a look-up takes one of them.
    private const int WalkedNodes = 2_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("flowoptics-geo-").FullName;

    public static TheoryData<string> Broken => TestData.Broken;

    [Theory]
    [MemberData(nameof(Broken))]
    public void MaxMinds_broken_databases_are_refused_or_survived(string name) => Assert.True(Survives(TestData.PathOf(name)) > 0);

    [Fact]
    public void A_tree_that_does_not_fit_into_the_file_is_refused()
    {
        var fault = Assert.Throws<GeoDatabaseException>(() => MmdbFile.Open(TestData.PathOf("GeoIP2-City-Test-Invalid-Node-Count.mmdb")));
        Assert.Contains("GeoIP2-City-Test-Invalid-Node-Count.mmdb", fault.Message, StringComparison.Ordinal);
        Assert.Contains("search tree", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_costs_its_addresses_their_place_and_is_counted_once()
    {
        using var table = new PlaceTable(MmdbFile.Open(TestData.PathOf("GeoIP2-City-Test-Broken-Double-Format.mmdb")), new PlacePool());
        var networks = MmdbNetworks.Of(table.File).ToList();
        foreach (var (network, _) in networks) _ = table.Find(network.First);
        var damaged = table.DamagedRecords;
        Assert.True(damaged > 0);
        Assert.Contains("Broken-Double", table.FirstDamage, StringComparison.Ordinal);
        foreach (var (network, _) in networks) _ = table.Find(network.First);
        Assert.Equal(damaged, table.DamagedRecords);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_damage_is_refused_or_survived(int seed)
    {
        var random = new Random(seed);
        var opened = 0;
        foreach (var name in TestData.All())
        {
            var sound = File.ReadAllBytes(TestData.PathOf(name));
            for (var round = 0; round < 8; round++) opened += Survives(Write(Damage(sound, random)));
        }

        // Had every file been refused at once, little would have been tested.
        Assert.True(opened > 0);
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        var sound = File.ReadAllBytes(TestData.PathOf("MaxMind-DB-test-mixed-28.mmdb"));
        // The metadata is at the end, so less than all of it is no map; nothing of it, no MaxMind DB.
        for (var length = 0; length < sound.Length - 1; length += 7)
            Assert.Throws<GeoDatabaseException>(() => MmdbFile.Open(Write(sound[..length])).Dispose());
    }

    [Fact]
    public void A_tree_whose_nodes_lead_to_themselves_ends()
    {
        var bytes = File.ReadAllBytes(TestData.PathOf("MaxMind-DB-test-mixed-24.mmdb"));
        // Both records of the first node name the first node.
        bytes.AsSpan(0, 6).Clear();
        using var file = MmdbFile.Open(Write(bytes));
        var fault = Assert.Throws<InvalidDataException>(() => file.Find(Address.Parse("2001:218::1")));
        Assert.Contains("deeper than an address has bits", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_leads_behind_the_data_names_the_offset()
    {
        var bytes = File.ReadAllBytes(TestData.PathOf("MaxMind-DB-test-mixed-24.mmdb"));
        bytes.AsSpan(0, 6).Fill(0xFF);
        using var file = MmdbFile.Open(Write(bytes));
        var fault = Assert.Throws<InvalidDataException>(() => file.Find(Address.Parse("2001:218::1")));
        Assert.Contains("leads to offset", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Damage(byte[] sound, Random random)
    {
        var bytes = sound.ToArray();
        if (random.Next(8) == 0) bytes = bytes[random.Next(bytes.Length)..];
        // Few flips keep the file readable, many reach far into it.
        for (var flips = 1 << random.Next(10); flips > 0 && bytes.Length > 0; flips--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    // 1 where it could be opened.
    private static int Survives(string path)
    {
        MmdbFile file;
        try
        {
            file = MmdbFile.Open(path);
        }
        catch (GeoDatabaseException refused)
        {
            Assert.Contains(Path.GetFileName(path), refused.Message, StringComparison.Ordinal);
            return path.EndsWith(".damaged", StringComparison.Ordinal) ? 0 : 1;
        }

        using var table = new PlaceTable(file, new PlacePool());
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            _ = table.Find(Address.FromIPv4((uint)random.NextInt64(1L << 32)));
            _ = table.Find(new Address((ulong)random.NextInt64() >> random.Next(64), (ulong)random.NextInt64()));
        }

        try
        {
            foreach (var (network, offset) in MmdbNetworks.Of(file, WalkedNodes))
            {
                _ = table.Find(network.First);
                _ = MmdbValue.Read(file.Data, offset);
            }
        }
        catch (InvalidDataException)
        {
            // As it should be.
        }

        return 1;
    }

    private string Write(byte[] bytes)
    {
        // A new file each time: the one before may still be mapped.
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.damaged");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
