using System.Globalization;
using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>Reads a request's query; what is wrong is said by name.</summary>
internal static class Parameters
{
    public static string Text(IQueryCollection query, string name) => query[name].ToString();

    /// <summary>Null where nothing is asked.</summary>
    public static string? Optional(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The values of a parameter that may be repeated; null where there is none.</summary>
    public static HashSet<string>? Set(IQueryCollection query, string name)
    {
        var values = query[name].Where(value => !string.IsNullOrEmpty(value)).Select(value => value!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return values.Count == 0 ? null : values;
    }

    public static int Whole(IQueryCollection query, string name, int otherwise, int least, int most)
    {
        if (Optional(query, name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new BadParameterException($"{name} is '{text}': it must be a whole number from {least} to {most}.");
    }

    public static long? Long(IQueryCollection query, string name)
    {
        if (Optional(query, name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new BadParameterException($"{name} is '{text}': it must be a whole number.");
    }

    public static double? Number(IQueryCollection query, string name)
    {
        if (Optional(query, name) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new BadParameterException($"{name} is '{text}': it must be a number.");
    }

    public static bool Flag(IQueryCollection query, string name) => Text(query, name) switch
    {
        "" or "false" => false,
        "true" => true,
        var text => throw new BadParameterException($"{name} is '{text}': it must be true or false."),
    };

    /// <summary>One of some words; null where nothing is asked.</summary>
    public static string? OneOf(IQueryCollection query, string name, params ReadOnlySpan<string> words)
    {
        if (Optional(query, name) is not { } text) return null;
        return words.Contains(text) ? text : throw new BadParameterException($"{name} is '{text}': it must be one of {string.Join(", ", words)}.");
    }

    public static UInt128 Trace(IQueryCollection query, string name)
    {
        if (Optional(query, name) is not { } text) return default;
        return Ids.TryTrace(text, out var trace) ? trace : throw new BadParameterException($"{name} is '{text}': a trace id has 32 hex digits.");
    }

    public static ulong Span(IQueryCollection query, string name)
    {
        if (Optional(query, name) is not { } text) return 0;
        return Ids.TrySpan(text, out var span) ? span : throw new BadParameterException($"{name} is '{text}': a span id has 16 hex digits.");
    }

    public static IReadOnlyList<AttributeFilter> Attributes(IQueryCollection query) => [.. query["attr"].Where(text => !string.IsNullOrEmpty(text))
        .Select(text => AttributeFilter.Parse(text!) ?? throw new BadParameterException($"attr is '{text}': it must be name:value."))];
}
