using System.Numerics;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// What range an address is of, and what direction follows from it, by IANA's special-purpose registries
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
/// </summary>
public static class AddressKinds
{
    private const byte Mixed = byte.MaxValue;

    // Most addresses' first octet alone says what they are (public, 10.x, multicast): one look-up for those. Else Mixed.
    private static readonly byte[] OfFirstOctet = KindsOfFirstOctets();

    /// <summary>The kind of an address. "No address" (and <c>::</c>, which is the same value) is <see cref="AddressKind.Reserved"/>.</summary>
    public static AddressKind KindOf(Address address) => address.IsIPv4 ? KindOfIPv4(address.IPv4Value) : KindOfIPv6(address.High, address.Low);

    /// <summary>The kind of each address.</summary>
    /// <exception cref="ArgumentException"><paramref name="kinds"/> is shorter than <paramref name="addresses"/>.</exception>
    public static void KindsOf(ReadOnlySpan<Address> addresses, Span<AddressKind> kinds)
    {
        if (kinds.Length < addresses.Length) throw new ArgumentException($"{addresses.Length} addresses need as many kinds, not {kinds.Length}", nameof(kinds));
        var ofFirstOctet = OfFirstOctet;
        for (var i = 0; i < addresses.Length; i++)
        {
            var address = addresses[i];
            var kind = address.IsIPv4 ? ofFirstOctet[(byte)(address.IPv4Value >> 24)] : Mixed;
            kinds[i] = kind != Mixed ? (AddressKind)kind : KindOf(address);
        }
    }

    /// <summary><see cref="DirectionOf"/> of each pair.</summary>
    /// <exception cref="ArgumentException">The three differ in length.</exception>
    public static void DirectionsOf(ReadOnlySpan<AddressKind> sources, ReadOnlySpan<AddressKind> destinations, Span<TrafficDirection> directions)
    {
        if (sources.Length != destinations.Length || sources.Length != directions.Length)
            throw new ArgumentException($"{sources.Length} sources, {destinations.Length} destinations and {directions.Length} directions are no columns of one batch", nameof(directions));
        var from = MemoryMarshal.Cast<AddressKind, byte>(sources);
        var to = MemoryMarshal.Cast<AddressKind, byte>(destinations);
        var result = MemoryMarshal.AsBytes(directions);
        var i = 0;
        // A public source says Through or Inbound, another Outbound or Internal; the destination chooses between the two.
        for (; i <= result.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var fromPublic = Vector.Equals(new Vector<byte>(from[i..]), new Vector<byte>((byte)AddressKind.Public));
            var toPublic = Vector.Equals(new Vector<byte>(to[i..]), new Vector<byte>((byte)AddressKind.Public));
            var outside = Vector.ConditionalSelect(toPublic, new Vector<byte>((byte)TrafficDirection.Through), new Vector<byte>((byte)TrafficDirection.Inbound));
            var inside = Vector.ConditionalSelect(toPublic, new Vector<byte>((byte)TrafficDirection.Outbound), new Vector<byte>((byte)TrafficDirection.Internal));
            Vector.ConditionalSelect(fromPublic, outside, inside).CopyTo(result[i..]);
        }

        for (; i < result.Length; i++) directions[i] = DirectionOf(sources[i], destinations[i]);
    }

    /// <summary>
    /// The direction as a person sees it. Only public addresses count as "outside": link-local, multicast and the like never leave the network.
    /// </summary>
    public static TrafficDirection DirectionOf(AddressKind source, AddressKind destination) =>
        (source == AddressKind.Public, destination == AddressKind.Public) switch
        {
            (true, true) => TrafficDirection.Through,
            (true, false) => TrafficDirection.Inbound,
            (false, true) => TrafficDirection.Outbound,
            (false, false) => TrafficDirection.Internal,
        };

    private static AddressKind KindOfIPv4(uint value)
    {
        var first = value >> 24;
        if (OfFirstOctet[first] is var kind and not Mixed) return (AddressKind)kind;
        return first switch
        {
            100 => value >> 22 == 0x64400000 >> 22 ? AddressKind.SharedNat : AddressKind.Public, // 100.64.0.0/10
            169 => value >> 16 == 0xA9FE ? AddressKind.LinkLocal : AddressKind.Public, // 169.254.0.0/16
            172 => value >> 20 == 0xAC1 ? AddressKind.Private : AddressKind.Public, // 172.16.0.0/12
            192 => KindOf192(value),
            198 => KindOf198(value),
            _ => value >> 8 == 0xCB0071 ? AddressKind.Documentation : AddressKind.Public, // 203.0.113.0/24
        };
    }

    private static AddressKind KindOf192(uint value)
    {
        if (value >> 16 == 0xC0A8) return AddressKind.Private; // 192.168.0.0/16
        return (value >> 8) switch
        {
            // 192.0.0.0/24: only the two anycast addresses of it are globally reachable (RFC 7723, RFC 8155).
            0xC00000 => value is 0xC0000009 or 0xC000000A ? AddressKind.Public : AddressKind.Reserved,
            0xC00002 => AddressKind.Documentation, // 192.0.2.0/24
            0xC05863 => AddressKind.Reserved, // 192.88.99.0/24, the deprecated 6to4 relays
            _ => AddressKind.Public,
        };
    }

    private static AddressKind KindOf198(uint value)
    {
        if (value >> 17 == 0xC6120000 >> 17) return AddressKind.Reserved; // 198.18.0.0/15, benchmarking
        return value >> 8 == 0xC63364 ? AddressKind.Documentation : AddressKind.Public; // 198.51.100.0/24
    }

    private static AddressKind KindOfIPv6(ulong high, ulong low)
    {
        // Global unicast, 2000::/3: the most usual, so first.
        if (high >> 61 == 1) return KindOfGlobalIPv6(high, low);
        if (high == 0) return low == 1 ? AddressKind.Loopback : AddressKind.Reserved;
        if (high >> 57 == 0x7E) return AddressKind.Private; // fc00::/7
        if (high >> 54 == 0x3FA) return AddressKind.LinkLocal; // fe80::/10
        if (high >> 56 == 0xFF) return AddressKind.Multicast; // ff00::/8
        // 64:ff9b::/96 stands for a public IPv4 address (RFC 6052); everything else outside 2000::/3 is not routed.
        return high == 0x0064_FF9B_0000_0000 && low >> 32 == 0 ? KindOfIPv4((uint)low) : AddressKind.Reserved;
    }

    private static AddressKind KindOfGlobalIPv6(ulong high, ulong low)
    {
        var first32 = (uint)(high >> 32);
        if (first32 == 0x2001_0DB8 || high >> 44 == 0x3FFF0) return AddressKind.Documentation; // 2001:db8::/32, 3fff::/20
        if (first32 >> 9 != 0x2001_0000 >> 9) return AddressKind.Public;

        // 2001::/23 is kept for protocols; these parts of it are globally reachable all the same.
        var reachable = first32 == 0x2001_0003 // AMT
            || high >> 16 == 0x2001_0004_0112 // AS112
            || first32 >> 4 is 0x2001_002 or 0x2001_003 // ORCHIDv2, drone identifiers
            || (high == 0x2001_0001_0000_0000 && low is 1 or 2 or 3); // anycast of PCP, TURN and SRP
        return reachable ? AddressKind.Public : AddressKind.Reserved;
    }

    private static byte[] KindsOfFirstOctets()
    {
        var kinds = new byte[256];
        // 0, what the array is filled with, is Public.
        kinds[0] = (byte)AddressKind.Reserved;
        kinds[10] = (byte)AddressKind.Private;
        kinds[127] = (byte)AddressKind.Loopback;
        kinds.AsSpan(224, 16).Fill((byte)AddressKind.Multicast);
        kinds.AsSpan(240, 16).Fill((byte)AddressKind.Reserved); // 240.0.0.0/4 with the limited broadcast
        foreach (var octet in (ReadOnlySpan<byte>)[100, 169, 172, 192, 198, 203]) kinds[octet] = Mixed;
        return kinds;
    }
}
