using System.Text.RegularExpressions;

namespace Aspire.Hosting.Output;

/// <summary>
/// Tells which lines of a process matter to someone who only wants to know what is wrong. .NET's console logger writes an entry as
/// <code>
/// warn: FlowOptics.Ingestor.Sources[12]
///       'a.log.gz' is no gzip file
/// </code>
/// so a line that is indented belongs to the entry above it.
/// </summary>
internal sealed partial class ConsoleLevel
{
    private bool _entryMatters;

    /// <summary>True for warnings and worse, and for what is written to standard error outside a log entry.</summary>
    public bool Matters(string text, bool isError)
    {
        var plain = AnsiEscape().Replace(text, "");
        if (Entry().Match(plain) is { Success: true } entry) return _entryMatters = entry.Groups["level"].Value is "warn" or "fail" or "crit";
        if (plain.Length > 0 && char.IsWhiteSpace(plain[0])) return _entryMatters;
        return _entryMatters = isError;
    }

    public static string WithoutColours(string text) => text.Contains('\e', StringComparison.Ordinal) ? AnsiEscape().Replace(text, "") : text;

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnsiEscape();

    [GeneratedRegex("^(?<level>trce|dbug|info|warn|fail|crit): ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
