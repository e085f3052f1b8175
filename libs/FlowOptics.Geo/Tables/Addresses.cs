using FlowOptics.Flows;

namespace FlowOptics.Geo.Tables;

/// <summary>Addresses as numbers of 128 bits: IPv4 is in the middle of them, at ::ffff:0:0/96.</summary>
internal static class Addresses
{
    public static UInt128 FirstIPv4 { get; } = Wide(Address.FromIPv4(0));

    public static UInt128 LastIPv4 { get; } = Wide(Address.FromIPv4(uint.MaxValue));

    /// <summary>Below it, in ::/64, are no public addresses but IPv4's.</summary>
    public static UInt128 FirstPublicIPv6 { get; } = UInt128.One << 64;

    public static UInt128 Wide(Address address) => new(address.High, address.Low);

    public static Address Narrow(UInt128 address) => new((ulong)(address >> 64), (ulong)address);
}
