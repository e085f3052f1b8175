using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Geo.Networks;

/// <summary>One row of an ASN file: <c>1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."</c></summary>
internal ref struct AsnRow
{
    public Address First { get; private set; }

    public Address Last { get; private set; }

    public uint Asn { get; private set; }

    /// <summary>As the file writes it, in quotes where it holds a comma or a quote: see <see cref="OrganizationName"/>.</summary>
    public ReadOnlySpan<byte> Organization { get; private set; }

    /// <returns>False, with a reason that needs no context, where the line is no such row.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, out AsnRow row, out string? reason)
    {
        row = default;
        reason = null;
        var rest = line;
        var first = Field(ref rest);
        var last = Field(ref rest);
        var asn = Field(ref rest);
        if (!TryReadAddress(first, out var low)) reason = $"field 1: '{Shown(first)}' is no IP address";
        else if (!TryReadAddress(last, out var high)) reason = $"field 2: '{Shown(last)}' is no IP address";
        else if (high < low || high.IsIPv4 != low.IsIPv4) reason = $"the range {low} to {high} is none";
        else if (!System.Buffers.Text.Utf8Parser.TryParse(asn, out uint number, out var used) || used != asn.Length) reason = $"field 3: '{Shown(asn)}' is no AS number";
        else row = new AsnRow { First = low, Last = high, Asn = number, Organization = rest };
        return reason is null;
    }

    /// <summary>The organisation without its quotes (RFC 4180, section 2).</summary>
    public readonly string OrganizationName()
    {
        var text = Encoding.UTF8.GetString(Organization);
        return text is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> rest)
    {
        var comma = rest.IndexOf((byte)',');
        var field = comma < 0 ? rest : rest[..comma];
        rest = comma < 0 ? default : rest[(comma + 1)..];
        return field;
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> text, out Address address)
    {
        if (TryReadIPv4(text, out var value))
        {
            address = Address.FromIPv4(value);
            return true;
        }

        address = default;
        if (!text.Contains((byte)':') || !System.Net.IPAddress.TryParse(text, out var parsed)) return false;
        address = Address.From(parsed);
        return true;
    }

    // The general parser takes ten times as long, and there are 800,000 of these.
    private static bool TryReadIPv4(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        uint octet = 0;
        var digits = 0;
        var dots = 0;
        foreach (var c in text)
        {
            if (c == (byte)'.')
            {
                if (digits == 0 || ++dots > 3) return false;
                value = (value << 8) | octet;
                (octet, digits) = (0, 0);
            }
            else
            {
                octet = (octet * 10) + (uint)(c - (byte)'0');
                if (c is < (byte)'0' or > (byte)'9' || ++digits > 3 || octet > 255) return false;
            }
        }

        value = (value << 8) | octet;
        return dots == 3 && digits > 0;
    }

    private static string Shown(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field[..Math.Min(field.Length, 64)]);
}
