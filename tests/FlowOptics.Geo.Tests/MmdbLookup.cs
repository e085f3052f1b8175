using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowOptics.Geo.Tests;

/// <summary>MaxMind's own reader, as the command <c>mmdblookup</c> (Debian: mmdb-bin).</summary>
internal static partial class MmdbLookup
{
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => System.IO.Path.Combine(folder, "mmdblookup")).FirstOrDefault(File.Exists);

    /// <summary>The scalar values of an address's record by key; empty where there is none.</summary>
    public static async Task<Dictionary<string, string>> FindAsync(string file, string address, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Path!, ["--file", file, "--ip", address]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return Scalar().Matches(output).ToDictionary(match => match.Groups["key"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
    }

    public static float Number(this Dictionary<string, string> record, string key) =>
        record.TryGetValue(key, out var text) ? float.Parse(text, CultureInfo.InvariantCulture) : float.NaN;

    // "city": <newline> "Beijing" <utf8_string>
    [GeneratedRegex("""
        "(?<key>\w+)":\s+"?(?<value>.*?)"? <(?:utf8_string|float|double)>
        """, RegexOptions.None, 1000)]
    private static partial Regex Scalar();
}
