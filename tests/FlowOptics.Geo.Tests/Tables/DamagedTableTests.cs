using System.Security.Cryptography;
using FlowOptics.Flows;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Tests.Tables;

/// <summary>Whatever the bytes of a table file are: refused, or read without reading elsewhere.</summary>
public sealed class DamagedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_shorter_file_is_refused()
    {
        var sound = SmallTable.Bytes(SmallTable.Content(new Random(1)));
        var random = new Random(1);
        for (var round = 0; round < 200; round++) Refused(sound[..random.Next(sound.Length)]);
        Refused([.. sound, 0]);
    }

    [Fact]
    public void A_file_with_another_byte_is_refused()
    {
        var sound = SmallTable.Bytes(SmallTable.Content(new Random(2)));
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var bytes = sound.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            Refused(bytes);
        }
    }

    [Fact]
    public void A_table_of_other_files_is_refused()
    {
        var path = _folder.Write("other.table", SmallTable.Bytes(SmallTable.Content(new Random(3))));
        var fault = Assert.Throws<InvalidDataException>(() => TableFile.Open(path, new byte[32]));
        Assert.Contains("other files", fault.Message, StringComparison.Ordinal);
    }

    // Whoever can write a right checksum can write into the folder, and still gets no further than a wrong answer.
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Damage_with_a_right_checksum_is_refused_or_survived(int seed)
    {
        var random = new Random(seed);
        var sound = SmallTable.Bytes(SmallTable.Content(random));
        var opened = 0;
        for (var round = 0; round < 300; round++)
        {
            var bytes = sound.ToArray();
            // Most of a small table is the first level of IPv4, so that damage is aimed behind it as well; little of it is in the header.
            var from = random.Next(3) == 0 ? 64 : random.Next(2) == 0 ? 1024 : 1024 + (TableLayout.RootEntries * sizeof(uint));
            for (var flips = 1 << random.Next(4); flips > 0; flips--) bytes[random.Next(Math.Min(from, bytes.Length - 33), bytes.Length - 32)] = (byte)random.Next(256);
            SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
            opened += Survives(bytes, random);
        }

        Assert.True(opened > 0);
    }

    private void Refused(byte[] bytes)
    {
        var path = _folder.Write("damaged.table", bytes);
        Assert.Throws<InvalidDataException>(() => TableFile.Open(path, SmallTable.Source));
    }

    private int Survives(byte[] bytes, Random random)
    {
        MappedTable table;
        try
        {
            table = new MappedTable(TableFile.Open(_folder.Write($"{Guid.NewGuid():N}.table", bytes), SmallTable.Source));
        }
        catch (InvalidDataException)
        {
            return 0;
        }

        Address[] addresses = [.. Enumerable.Range(0, 500).Select(i => i % 2 == 0
            ? Address.FromIPv4((uint)random.NextInt64(1L << 32))
            : new Address((ulong)random.NextInt64() << random.Next(2), (ulong)random.NextInt64()))];
        var numbers = new int[addresses.Length];
        table.Find(addresses, numbers);
        foreach (var number in numbers) _ = (table.Places[table.Ends[number].Place], table.Networks[table.Ends[number].Network]);
        return 1;
    }
}
