namespace FlowOptics.Flows.Tests.Batches;

public sealed class AddressKindsTests
{
    // The registries' blocks as prefixes, the more specific ones last: the slow and obvious way.
    private static readonly (string Prefix, AddressKind Kind)[] IPv4Blocks =
    [
        ("0.0.0.0/0", AddressKind.Public), ("0.0.0.0/8", AddressKind.Reserved), ("10.0.0.0/8", AddressKind.Private), ("100.64.0.0/10", AddressKind.SharedNat),
        ("127.0.0.0/8", AddressKind.Loopback), ("169.254.0.0/16", AddressKind.LinkLocal), ("172.16.0.0/12", AddressKind.Private),
        ("192.0.0.0/24", AddressKind.Reserved), ("192.0.0.9/32", AddressKind.Public), ("192.0.0.10/32", AddressKind.Public),
        ("192.0.2.0/24", AddressKind.Documentation), ("192.31.196.0/24", AddressKind.Public), ("192.52.193.0/24", AddressKind.Public),
        ("192.88.99.0/24", AddressKind.Reserved), ("192.168.0.0/16", AddressKind.Private), ("192.175.48.0/24", AddressKind.Public),
        ("198.18.0.0/15", AddressKind.Reserved), ("198.51.100.0/24", AddressKind.Documentation), ("203.0.113.0/24", AddressKind.Documentation),
        ("224.0.0.0/4", AddressKind.Multicast), ("240.0.0.0/4", AddressKind.Reserved), ("255.255.255.255/32", AddressKind.Reserved),
    ];

    private static readonly (string Prefix, AddressKind Kind)[] IPv6Blocks =
    [
        ("::/0", AddressKind.Reserved), ("2000::/3", AddressKind.Public), ("::1/128", AddressKind.Loopback), ("::/128", AddressKind.Reserved),
        ("64:ff9b:1::/48", AddressKind.Reserved), ("100::/64", AddressKind.Reserved), ("2001::/23", AddressKind.Reserved),
        ("2001:1::1/128", AddressKind.Public), ("2001:1::2/128", AddressKind.Public), ("2001:1::3/128", AddressKind.Public), ("2001:2::/48", AddressKind.Reserved),
        ("2001:3::/32", AddressKind.Public), ("2001:4:112::/48", AddressKind.Public), ("2001:10::/28", AddressKind.Reserved), ("2001:20::/28", AddressKind.Public),
        ("2001:30::/28", AddressKind.Public), ("2001:db8::/32", AddressKind.Documentation), ("2002::/16", AddressKind.Public), ("2620:4f:8000::/48", AddressKind.Public),
        ("3fff::/20", AddressKind.Documentation), ("5f00::/16", AddressKind.Reserved), ("fc00::/7", AddressKind.Private), ("fe80::/10", AddressKind.LinkLocal),
        ("ff00::/8", AddressKind.Multicast),
    ];

    [Fact]
    public void The_kind_is_that_of_the_most_specific_block_of_the_registries()
    {
        foreach (var blocks in (ReadOnlySpan<(string, AddressKind)[]>)[IPv4Blocks, IPv6Blocks])
        {
            var prefixes = Array.ConvertAll(blocks, block => (Prefix: PrefixOf(block.Item1), Kind: block.Item2));
            foreach (var (prefix, _) in prefixes)
            {
                // Each block's edges and the addresses just outside of it.
                foreach (var address in (Address[])[prefix.First, prefix.Last, Next(prefix.First, -1), Next(prefix.Last, 1), Next(prefix.First, 1)])
                {
                    if (address.IsIPv4 != prefix.First.IsIPv4) continue;
                    var expected = prefixes.Where(block => block.Prefix.Contains(address)).MaxBy(block => block.Prefix.Length);
                    Assert.True(expected.Kind == AddressKinds.KindOf(address), $"{address}: {AddressKinds.KindOf(address)}, not {expected.Kind}");
                }
            }
        }
    }

    [Theory]
    [InlineData("64:ff9b::10.0.0.1", AddressKind.Private)]
    [InlineData("64:ff9b::8.8.8.8", AddressKind.Public)]
    [InlineData("::ffff:127.0.0.1", AddressKind.Loopback)]
    public void An_IPv6_address_that_stands_for_an_IPv4_address_has_its_kind(string address, AddressKind kind) =>
        Assert.Equal(kind, AddressKinds.KindOf(Address.Parse(address)));

    [Theory]
    [InlineData(AddressKind.Public, AddressKind.Private, TrafficDirection.Inbound)]
    [InlineData(AddressKind.Private, AddressKind.Public, TrafficDirection.Outbound)]
    [InlineData(AddressKind.Private, AddressKind.SharedNat, TrafficDirection.Internal)]
    [InlineData(AddressKind.Public, AddressKind.Public, TrafficDirection.Through)]
    [InlineData(AddressKind.LinkLocal, AddressKind.Multicast, TrafficDirection.Internal)]
    public void The_direction_follows_from_which_ends_are_public(AddressKind source, AddressKind destination, TrafficDirection direction) =>
        Assert.Equal(direction, AddressKinds.DirectionOf(source, destination));

    [Fact]
    public void Columns_of_kinds_and_directions_are_those_of_their_records()
    {
        var random = new Random(11);
        foreach (var count in (int[])[0, 1, 31, 64, 65, 4096])
        {
            var addresses = Enumerable.Range(0, 2 * count).Select(_ => RandomAddress(random)).ToArray();
            var kinds = new AddressKind[2 * count];
            AddressKinds.KindsOf(addresses, kinds);
            Assert.Equal(addresses.Select(SlowKindOf), kinds);

            var directions = new TrafficDirection[count];
            AddressKinds.DirectionsOf(kinds.AsSpan(0, count), kinds.AsSpan(count), directions);
            Assert.Equal(Enumerable.Range(0, count).Select(i => AddressKinds.DirectionOf(kinds[i], kinds[count + i])), directions);
        }
    }

    private static AddressKind SlowKindOf(Address address)
    {
        var prefixes = (address.IsIPv4 ? IPv4Blocks : IPv6Blocks).Select(block => (Prefix: PrefixOf(block.Prefix), block.Kind));
        return prefixes.Where(block => block.Prefix.Contains(address)).MaxBy(block => block.Prefix.Length).Kind;
    }

    // Half of them in or near a special block, whose share of all addresses is small. NAT64's stand for IPv4 ones: they have a test of their own.
    private static Address RandomAddress(Random random)
    {
        var blocks = random.Next(2) == 0 ? IPv4Blocks : IPv6Blocks;
        var block = PrefixOf(blocks[random.Next(blocks.Length)].Prefix);
        var (low, high) = (Value(block.First), Value(block.Last));
        var within = low + ((((UInt128)(ulong)random.NextInt64() << 64) | (ulong)random.NextInt64()) % (high - low + 1 == 0 ? UInt128.MaxValue : high - low + 1));
        var value = unchecked(within + (UInt128)(Int128)(random.Next(4) == 0 ? random.Next(-2, 3) : 0));
        var address = new Address((ulong)(value >> 64), (ulong)value);
        return address.IsIPv4 == block.First.IsIPv4 ? address : block.First;
    }

    private static UInt128 Value(Address address) => new(address.High, address.Low);

    private static Prefix PrefixOf(string text) => Prefix.TryParse(text, out var prefix) ? prefix : throw new FormatException(text);

    private static Address Next(Address address, int step)
    {
        var value = unchecked(new UInt128(address.High, address.Low) + (UInt128)(Int128)step);
        return new Address((ulong)(value >> 64), (ulong)value);
    }
}
