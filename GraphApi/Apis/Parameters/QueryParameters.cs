using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Reads query parameters, each with its own sentence where it is wrong.</summary>
internal static class QueryParameters
{
    public const int MaxAddresses = 1000;

    public const int MaxDays = 3660;

    private const int MaxPrefixes = 100;
    private const int MaxScopeLength = 128;

    // Times of records are Unix seconds of 32 bits in any log that AWS will write for the next eighty years.
    private static readonly DateTimeOffset Latest = new(2106, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static T Choice<T>(string name, string? text, T otherwise)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return otherwise;
        // Enum.TryParse takes numbers and lists of names too.
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        var choices = Enum.GetNames<T>().Select(choice => char.ToLowerInvariant(choice[0]) + choice[1..]);
        throw new BadQueryException($"{name} is {Quote(text)}: give one of {string.Join(", ", choices)}.");
    }

    public static int Number(string name, string? text, int otherwise, int least, int most)
    {
        if (string.IsNullOrEmpty(text)) return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        throw new BadQueryException($"{name} is {Quote(text)}: give a whole number from {least} to {most}.");
    }

    /// <summary>An account or region; null for none.</summary>
    public static string? Scope(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= MaxScopeLength ? text : throw new BadQueryException($"{name} is {text.Length} characters long: an {name} has at most {MaxScopeLength}.");
    }

    public static IReadOnlyList<Address> Addresses(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MaxAddresses) throw new BadQueryException($"ips has {parts.Length} addresses: give at most {MaxAddresses}.");
        var addresses = new HashSet<Address>();
        foreach (var part in parts)
        {
            if (!Address.TryParse(part, out var address)) throw new BadQueryException($"ips has {Quote(part)}, which is no IP address: write it as 10.0.1.10 or 2001:db8::1, with commas between several.");
            addresses.Add(address);
        }

        return [.. addresses];
    }

    public static Prefix? Cidr(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return Prefix.TryParse(text.Trim(), out var prefix) ? prefix : throw new BadQueryException($"cidr is {Quote(text)}, which is no prefix: write it as 10.0.0.0/8 or 2001:db8::/32.");
    }

    /// <summary>Prefixes with commas between them.</summary>
    public static IReadOnlyList<Prefix> Prefixes(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MaxPrefixes) throw new BadQueryException($"{name} has {parts.Length} prefixes: give at most {MaxPrefixes}.");
        return [.. parts.Select(part => Prefix.TryParse(part, out var prefix)
            ? prefix
            : throw new BadQueryException($"{name} has {Quote(part)}, which is no prefix: write it as 10.0.0.0/8 or 2001:db8::/32, with commas between several.")).Distinct()];
    }

    public static bool Flag(string name, string? text, bool otherwise) => text switch
    {
        null or "" => otherwise,
        "true" => true,
        "false" => false,
        _ => throw new BadQueryException($"{name} is {Quote(text)}: give true or false."),
    };

    /// <summary>Two times of one parameter.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Range(string name, string from, string to)
    {
        var range = (From: Time(name, from), To: Time(name, to));
        if (range.From >= range.To) throw new BadQueryException($"{name}: {range.From.UtcDateTime:O} is not before {range.To.UtcDateTime:O}: swap them.");
        return (range.To - range.From).TotalDays <= MaxDays ? range : throw new BadQueryException($"{name} has more than {MaxDays} days: give less.");
    }

    /// <summary>The time range that days or from and to ask for; null where neither is given.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Range(string? from, string? to, string? days, DateTimeOffset now)
    {
        if (!string.IsNullOrEmpty(days))
        {
            if (!string.IsNullOrEmpty(from) || !string.IsNullOrEmpty(to)) throw new BadQueryException("days is given beside from or to: give either days, or from and to.");
            // flow-optics counted so: N days ago, from midnight.
            return (new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-Number("days", days, 0, 0, MaxDays)), now);
        }

        if (string.IsNullOrEmpty(from))
        {
            if (string.IsNullOrEmpty(to)) return null;
            throw new BadQueryException("to is given without from: give both, or from alone (until now).");
        }

        var range = (From: Time("from", from), To: string.IsNullOrEmpty(to) ? now : Time("to", to));
        return range.From < range.To ? range : throw new BadQueryException($"from ({range.From.UtcDateTime:O}) is not before to ({range.To.UtcDateTime:O}): swap them or widen the range.");
    }

    private static DateTimeOffset Time(string name, string text)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time >= DateTimeOffset.UnixEpoch && time < Latest)
        {
            return time;
        }

        throw new BadQueryException($"{name} is {Quote(text)}: write a time from 1970 to 2105 as 2026-11-22T14:00:00Z.");
    }

    // What comes back in an error may be long, and is shown to a person.
    public static string Quote(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..60]}…'";
}
