namespace FlowOptics.Flows.Tests.Batches;

public sealed class AddressKindRangesTests
{
    [Fact]
    public void Every_address_is_in_the_ranges_of_its_kind_and_in_no_other()
    {
        var random = new Random(1);
        var ranges = Enum.GetValues<AddressKind>().ToDictionary(kind => kind, kind => AddressKindRanges.Of(each => each == kind));
        // The ends of each range with their neighbours, and addresses from everywhere.
        var addresses = ranges.Values.SelectMany(each => each).SelectMany(range => new[] { range.First, range.Last }).SelectMany(Near)
            .Concat(Enumerable.Range(0, 20_000).Select(i => i % 2 == 0
                ? Address.FromIPv4((uint)random.NextInt64())
                : new Address(((ulong)random.NextInt64() << 1) ^ (ulong)random.Next(2), (ulong)random.NextInt64())));
        foreach (var address in addresses)
        {
            foreach (var (kind, its) in ranges)
                Assert.Equal(AddressKinds.KindOf(address) == kind, its.Any(range => range.First <= address && address <= range.Last));
        }
    }

    [Fact]
    public void Ranges_of_all_kinds_are_one() => Assert.Single(AddressKindRanges.Of(_ => true));

    private static IEnumerable<Address> Near(Address address)
    {
        var number = new UInt128(address.High, address.Low);
        return new[] { number - 1, number, number + 1 }.Select(each => new Address((ulong)(each >> 64), (ulong)each));
    }
}
