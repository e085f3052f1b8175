using System.Text.RegularExpressions;

namespace FlowOptics.ServiceDefaults.Tests.Configuration;

/// <summary>Reads the properties of an options record from its source: name, default and what its documentation says.</summary>
internal static partial class OptionsSource
{
    // Units that a name says by its end, or by a word in it.
    private static readonly (string Word, string Unit)[] Units =
    [
        ("Megabytes", "MiB"), ("Gigabytes", "GiB"), ("Bytes", "bytes"), ("Size", "bytes"), ("Seconds", "s"), ("Minutes", "min"), ("Days", "days"), ("Timeout", "h:mm:ss"), ("Interval", "h:mm:ss"),
    ];

    /// <param name="section">The section that the record is bound to.</param>
    public static IEnumerable<ConfigurationKey> Read(string section, string readBy, string file, params string[] without) => Property().Matches(File.ReadAllText(Path.Join(Sources.Root, file)))
        .Where(match => !without.Contains(match.Groups["name"].Value))
        .Select(match =>
        {
            var (name, value) = (match.Groups["name"].Value, match.Groups["default"].Value);
            return new ConfigurationKey($"{section}:{name}", readBy, Default(value, match.Groups["type"].Value), UnitOf(name), Meaning(match.Groups["summary"].Value));
        });

    public static string UnitOf(string name) => Units.FirstOrDefault(unit => name.Contains(unit.Word, StringComparison.Ordinal)).Unit ?? "";

    private static string Default(string code, string type) => code switch
    {
        "" => type switch { "int" or "long" => "0", "bool" => "false", _ => "" },
        _ when Time().Match(code) is { Success: true } time => $"{TimeSpan.FromSeconds(int.Parse(time.Groups["n"].Value) * (time.Groups["unit"].Value == "Minutes" ? 60 : 1)):h\\:mm\\:ss}",
        _ when Product().IsMatch(code) => code.TrimEnd('L').Split('*').Select(factor => long.Parse(factor.Trim().Replace("_", "", StringComparison.Ordinal).TrimEnd('L'))).Aggregate((a, b) => a * b).ToString(),
        _ => code.Trim('[', ']', '"'),
    };

    private static string Meaning(string summary) => Space().Replace(Tag().Replace(summary.Replace("///", "", StringComparison.Ordinal), "${named}"), " ").Trim();

    [GeneratedRegex("""(/// <summary>(?<summary>(?:(?!</summary>)[\s\S])*)</summary>\s*)?public (?<type>[\w<>?]+) (?<name>\w+) \{ get; init; \}(?: = (?<default>[^;]+);)?""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Property();

    [GeneratedRegex("""^TimeSpan\.From(?<unit>Seconds|Minutes)\((?<n>\d+)\)$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Time();

    [GeneratedRegex("""^[\d_]+L?( \* [\d_]+L?)*$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Product();

    [GeneratedRegex("""<(?:see cref|paramref name)="(?:\w+\.)*(?<named>\w+)"\s*/>|</?c>""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex("""\s+""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Space();
}
