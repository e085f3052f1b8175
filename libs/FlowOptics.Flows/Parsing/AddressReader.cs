namespace FlowOptics.Flows;

/// <summary>
/// Addresses in text, from bytes and without an allocation. Stricter than inet_aton: four decimal octets without leading zeros (which some read as
/// octal), or a form of RFC 4291 section 2.2 without a zone.
/// </summary>
internal static class AddressReader
{
    internal static bool TryRead(ReadOnlySpan<byte> text, out Address address)
    {
        if (text.Contains((byte)':')) return TryReadIPv6(text, out address);
        var read = TryReadIPv4(text, out var value);
        address = read ? Address.FromIPv4(value) : default;
        return read;
    }

    internal static bool TryReadIPv4(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        var octets = 0;
        var octet = 0u;
        var digits = 0;
        foreach (var character in text)
        {
            if (character == '.')
            {
                if (digits == 0 || octets == 3) return false;
                value = (value << 8) | octet;
                octets++;
                octet = 0;
                digits = 0;
                continue;
            }

            var digit = (uint)(character - '0');
            if (digit > 9 || (digits > 0 && octet == 0)) return false;
            octet = (octet * 10) + digit;
            digits++;
            if (octet > 255) return false;
        }

        value = (value << 8) | octet;
        return octets == 3 && digits > 0;
    }

    internal static bool TryReadIPv6(ReadOnlySpan<byte> text, out Address address)
    {
        address = default;
        // The groups before "::" are shifted in from the right; those after it are counted, so that the gap can be put between them.
        var before = UInt128.Zero;
        var after = UInt128.Zero;
        var groupsBefore = 0;
        var groupsAfter = 0;
        var gap = false;
        var position = 0;
        if (text.StartsWith("::"u8))
        {
            gap = true;
            position = 2;
        }

        while (position < text.Length)
        {
            if (groupsBefore + groupsAfter >= 8) return false;
            var rest = text[position..];
            var end = rest.IndexOf((byte)':');
            var group = end < 0 ? rest : rest[..end];
            var bits = 16;
            uint value;
            if (end < 0 && group.Contains((byte)'.'))
            {
                // An IPv4 address may stand for the last two groups.
                if (groupsBefore + groupsAfter > 6 || !TryReadIPv4(group, out value)) return false;
                bits = 32;
            }
            else if (!TryReadGroup(group, out value))
            {
                return false;
            }

            if (gap)
            {
                after = (after << bits) | value;
                groupsAfter += bits / 16;
            }
            else
            {
                before = (before << bits) | value;
                groupsBefore += bits / 16;
            }

            if (end < 0) break;
            position += end + 1;
            if (position == text.Length) return false;
            if (text[position] != ':') continue;
            if (gap) return false;
            gap = true;
            position++;
        }

        var groups = groupsBefore + groupsAfter;
        if (gap ? groups > 7 : groups != 8) return false;
        var all = gap && groupsBefore == 0 ? after : (before << (16 * (8 - groupsBefore))) | after;
        address = new Address((ulong)(all >> 64), (ulong)all);
        return true;
    }

    // Not uint.TryParse: it overlooks NUL bytes after the digits.
    private static bool TryReadGroup(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        if (text.Length is 0 or > 4) return false;
        foreach (var character in text)
        {
            var lower = character | 0x20u;
            var digit = character <= '9' ? (uint)(character - '0') : lower >= 'a' ? lower - 'a' + 10 : uint.MaxValue;
            if (digit > 15) return false;
            value = (value << 4) | digit;
        }

        return true;
    }
}
