using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>Reads the values of fields that hold numbers: numbers with units, ranges, times, names, ASNs.</summary>
internal static class FilterNumbers
{
    // Longest first: "KiB" is not "B" with something before it.
    private static readonly (string Unit, decimal Factor)[] CountUnits = [("k", 1e3m), ("m", 1e6m), ("g", 1e9m), ("t", 1e12m)];

    private static readonly (string Unit, decimal Factor)[] ByteUnits =
    [
        ("kib", 1L << 10), ("mib", 1L << 20), ("gib", 1L << 30), ("tib", 1L << 40), ("kb", 1e3m), ("mb", 1e6m), ("gb", 1e9m), ("tb", 1e12m), ("b", 1), .. CountUnits,
    ];

    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>What a field's value is, in words.</summary>
    public static string Describe(FilterField field) => field.Id switch
    {
        FilterFieldId.Port => "a port (0 to 65535), a range such as 8000-8999 or a service's name",
        FilterFieldId.ServicePort => "a port (0 to 65535), a range such as 8000-8999, a service's or protocol's name, or HP",
        FilterFieldId.Protocol => "a protocol's number (0 to 255) or name (tcp, udp, icmp, …)",
        FilterFieldId.TcpFlags => "a number from 0 to 255, or fin, syn, rst, syn-ack",
        FilterFieldId.Asn => "an ASN, such as 64500 or AS64500",
        FilterFieldId.Start or FilterFieldId.End => "a time, such as 2026-11-22, 2026-11-22T10:30Z or Unix seconds",
        FilterFieldId.Bytes => "a number, such as 1500, 10MB or 1.5GiB",
        FilterFieldId.Packets => "a number, such as 100 or 5k",
        _ when field.IsNamed => string.Join(", ", FilterCodes.NamesOf(field.Id).Select(pair => pair.Name)),
        _ => "a number",
    };

    /// <summary>All that a word covers; null where it is no value of the field.</summary>
    public static IReadOnlyList<NumberSpan>? Read(FilterField field, string word)
    {
        var codes = FilterCodes.CodesOf(field.Id, word).Select(code => new NumberSpan(code, code)).ToArray();
        if (codes.Length > 0) return codes;
        if (field.IsNamed) return null;
        if (field.Id is FilterFieldId.Start or FilterFieldId.End && ReadTime(word) is { } time) return [time];
        if (ReadOne(field, word) is { } one) return [new NumberSpan(one, one)];
        // "-8999" is no range, and what would be negative no value.
        var hyphen = word.IndexOf('-', StringComparison.Ordinal);
        if (hyphen <= 0 || ReadOne(field, word[..hyphen]) is not { } first || ReadOne(field, word[(hyphen + 1)..]) is not { } last || first > last) return null;
        return [new NumberSpan(first, last)];
    }

    private static decimal? ReadOne(FilterField field, string word)
    {
        var digits = word.AsSpan();
        var factor = 1m;
        if (field.Id == FilterFieldId.Asn && digits.StartsWith("AS", StringComparison.OrdinalIgnoreCase)) digits = digits[2..];
        foreach (var (unit, size) in UnitsOf(field.Id))
        {
            if (!digits.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            digits = digits[..^unit.Length];
            factor = size;
            break;
        }

        // More digits than a person writes; fewer than a decimal holds.
        if (digits.Length > 25 || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        return value > MaxOf(field.Id) / factor ? null : value * factor;
    }

    private static (string Unit, decimal Factor)[] UnitsOf(FilterFieldId field) => field switch
    {
        FilterFieldId.Bytes => ByteUnits,
        FilterFieldId.Packets => CountUnits,
        _ => [],
    };

    /// <summary>The largest that a field can hold.</summary>
    public static decimal MaxOf(FilterFieldId field) => field switch
    {
        FilterFieldId.Port or FilterFieldId.ServicePort => ushort.MaxValue,
        FilterFieldId.Protocol or FilterFieldId.TcpFlags => byte.MaxValue,
        FilterFieldId.Asn => uint.MaxValue,
        _ => long.MaxValue,
    };

    // A day alone is all of its seconds (UTC): "start = 2026-11-22". No record is from before 1970.
    private static NumberSpan? ReadTime(string word)
    {
        if (DateTimeOffset.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day))
            return day < DateTimeOffset.UnixEpoch ? null : new NumberSpan(day.ToUnixTimeSeconds(), day.ToUnixTimeSeconds() + 86_399);
        if (!DateTimeOffset.TryParseExact(word, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return null;
        var seconds = (decimal)(time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        return seconds < 0 ? null : new NumberSpan(seconds, seconds);
    }
}
