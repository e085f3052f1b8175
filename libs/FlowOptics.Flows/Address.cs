using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Flows;

/// <summary>
/// An IPv4 or IPv6 address as 128 bits in host order. IPv4 is kept IPv4-mapped (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2), so that one
/// comparison, one hash and one prefix test serve both. <c>default</c> means "no address" (AWS writes "-").
/// </summary>
public readonly struct Address(ulong high, ulong low) : IEquatable<Address>, IComparable<Address>
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    public ulong High { get; } = high;

    public ulong Low { get; } = low;

    public static Address FromIPv4(uint value) => new(0, MappedPrefix | value);

    public bool IsNone => High == 0 && Low == 0;

    public bool IsIPv4 => High == 0 && Low >> 32 == 0xFFFF;

    /// <summary>The address in host order; meaningful only where <see cref="IsIPv4"/>.</summary>
    public uint IPv4Value => (uint)Low;

    /// <summary>Reads dotted IPv4 or any RFC 4291 form of IPv6 without a zone.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text.IsEmpty || text.Contains('%') || !IPAddress.TryParse(text, out var parsed)) return false;
        // IPAddress.TryParse takes "10" and "0x7f.1" for IPv4; flow logs and people do not write addresses so.
        if (parsed.AddressFamily == AddressFamily.InterNetwork && text.Count('.') != 3) return false;
        address = From(parsed);
        return true;
    }

    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no IP address");

    public static Address From(IPAddress value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.MapToIPv6().TryWriteBytes(bytes, out _);
        return FromBytes(bytes);
    }

    /// <summary>Reads 16 bytes in network order.</summary>
    public static Address FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes 16 bytes in network order.</summary>
    public void WriteBytes(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteBytes(bytes);
        return IsIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    public bool Equals(Address other) => High == other.High && Low == other.Low;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Address other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(High, Low);

    public int CompareTo(Address other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>IPv4 dotted, IPv6 in the canonical form of RFC 5952; "-" for no address.</summary>
    public override string ToString() => IsNone ? "-" : ToIPAddress().ToString();

    public static bool operator ==(Address left, Address right) => left.Equals(right);

    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;
}
