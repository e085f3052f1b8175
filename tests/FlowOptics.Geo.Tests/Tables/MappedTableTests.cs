using FlowOptics.Flows;
using FlowOptics.Geo.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Geo.Tests.Tables;

public sealed class MappedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_at_every_edge_what_the_runs_say() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var content = SmallTable.Content(random);
            var table = Open(SmallTable.Bytes(content));
            var addresses = new List<Address>();
            for (var run = 0; run < content.Runs.Count; run++)
            {
                var start = content.Runs.StartOf(run);
                foreach (var at in (UInt128[])[start - 1, start, start + 1, start + (UInt128)random.Next(1 << 20)])
                {
                    // Below ::/64 only IPv4 is held.
                    if (at >= Addresses.FirstPublicIPv6 || (at >= Addresses.FirstIPv4 && at <= Addresses.LastIPv4)) addresses.Add(Addresses.Narrow(at));
                }
            }

            var numbers = new int[addresses.Count + 1];
            table.Find([.. addresses], numbers);
            for (var i = 0; i < addresses.Count; i++)
            {
                var end = content.Ends[content.Runs.Find(Addresses.Wide(addresses[i]))];
                var found = table.Ends[numbers[i]];
                if (table.Places[found.Place] != content.Places[end.Place] || table.Networks[found.Network] != content.Networks[end.Network]) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_table_of_nothing_finds_nothing()
    {
        var table = Open(SmallTable.Bytes(TableContent.Of(DateTimeOffset.UnixEpoch, [])));
        Assert.Equal(default, table.Find(Address.Parse("8.8.8.8")));
        Assert.Equal(default, table.Find(Address.Parse("2001:4860::1")));
        Assert.Equal(default, table.Find(new Address(ulong.MaxValue, ulong.MaxValue)));
        Assert.Equal(default, table.Find(default));
    }

    [Fact]
    public void Ends_shorter_than_the_addresses_are_refused() =>
        Assert.Throws<ArgumentException>(() => Open(SmallTable.Bytes(SmallTable.Content(new Random(1)))).Find(new Address[2], new int[1]));

    [Fact]
    public void A_table_that_is_no_longer_referred_to_is_unmapped()
    {
        var path = _folder.Write("mapped.table", SmallTable.Bytes(SmallTable.Content(new Random(1))));
        Use(path);
        Assert.SkipUnless(File.Exists("/proc/self/maps"), "Linux says in /proc what is mapped");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.DoesNotContain(path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Use(string path) => _ = new MappedTable(TableFile.Open(path, SmallTable.Source)).Find(Address.Parse("8.8.8.8"));
    }

    private MappedTable Open(byte[] bytes) => new(TableFile.Open(_folder.Write($"{Guid.NewGuid():N}.table", bytes), SmallTable.Source));
}
