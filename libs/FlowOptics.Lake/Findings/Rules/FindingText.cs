using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Words of titles.</summary>
internal static class FindingText
{
    /// <summary>A label as people say it: <c>ssh (22)</c>.</summary>
    public static string Service(int label) =>
        LinkLabel.ServiceOf(label, [6, 17]) is { } name ? string.Create(CultureInfo.InvariantCulture, $"{name} ({label})") : LinkLabel.TextOf(label);

    public static string Count(long number, string one, string many) => number == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{number:N0} {many}");

    /// <summary>Decimal units, three figures.</summary>
    public static string Bytes(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
        var unit = 0;
        for (; bytes >= 999.5 && unit < units.Length - 1; unit++) bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{(bytes >= 99.5 ? bytes.ToString("0", CultureInfo.InvariantCulture) : bytes.ToString("0.#", CultureInfo.InvariantCulture))} {units[unit]}");
    }
}
