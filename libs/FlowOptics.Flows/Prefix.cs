using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>A CIDR prefix (RFC 4632, RFC 4291), IPv4 or IPv6. <see cref="Length"/> counts in the family's own bits: 0–32 or 0–128.</summary>
public readonly record struct Prefix
{
    private Prefix(Address first, Address last, int length)
    {
        First = first;
        Last = last;
        Length = length;
    }

    /// <summary>The lowest address of the prefix: the network address.</summary>
    public Address First { get; }

    /// <summary>The highest address of the prefix.</summary>
    public Address Last { get; }

    public int Length { get; }

    public bool Contains(Address address) => address >= First && address <= Last;

    /// <summary>Reads "10.0.0.0/8", "2001:db8::/32", or a single address (a /32 or /128). Host bits are cleared.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Prefix prefix)
    {
        prefix = default;
        var slash = text.IndexOf('/');
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        var bits = address.IsIPv4 ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits)) return false;
        prefix = Of(address, length);
        return true;
    }

    /// <exception cref="ArgumentOutOfRangeException">The length does not fit the address's family.</exception>
    public static Prefix Of(Address address, int length)
    {
        var bits = address.IsIPv4 ? 32 : 128;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, bits);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var hostBits = bits - length;
        var mask = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
        var value = new UInt128(address.High, address.Low);
        var first = value & ~mask;
        var last = value | mask;
        return new Prefix(new Address((ulong)(first >> 64), (ulong)first), new Address((ulong)(last >> 64), (ulong)last), length);
    }

    /// <remarks>The address <c>::</c>, which alone means "no address", is an address here: ::/0.</remarks>
    public override string ToString() => First.IsNone ? $"::/{Length}" : $"{First}/{Length}";
}
