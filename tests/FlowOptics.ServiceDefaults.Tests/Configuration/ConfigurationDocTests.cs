using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowOptics.ServiceDefaults.Tests.Configuration;

/// <summary>docs/configuration.md has every key that the code reads, and no other.</summary>
public sealed partial class ConfigurationDocTests
{
    // Keys that are not settings of ours: what the host reads anyway, and what is given by another name.
    private static readonly string[] NotSettings = ["hostBuilder:reloadConfigOnChange", "publisher", "output-path"];

    private static readonly string[] TurnKeys = ["TimeoutSeconds", "Concurrent", "Waiting"];

    [Fact]
    public void The_document_is_what_the_code_says()
    {
        var file = Path.Join(Sources.Root, "docs", "configuration.md");
        var document = Document();
        if (Environment.GetEnvironmentVariable("FLOWOPTICS_WRITE_CONFIGURATION") is not null) File.WriteAllText(file, document);

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == document,
            "docs/configuration.md is not what the code says. Run this test with FLOWOPTICS_WRITE_CONFIGURATION=1, read it, and commit it.");
    }

    [Fact]
    public void Every_key_that_is_read_is_in_the_document_and_every_one_in_it_is_read()
    {
        var read = KeysRead().Except(NotSettings).Order(StringComparer.Ordinal);
        var told = ConfigurationCatalog.All.Select(key => key.Name).Where(name => !ConfigurationCatalog.Sections.Any(section => name.StartsWith(section + ":", StringComparison.Ordinal))).Order(StringComparer.Ordinal);

        Assert.Equal(read, told);
    }

    [Fact]
    public void Every_key_says_what_it_means_once() => Assert.All(
        ConfigurationCatalog.All.GroupBy(key => key.Name),
        same => Assert.True(same.Count() == 1 && same.Single() is { Meaning.Length: > 0, ReadBy.Length: > 0 }, $"{same.Key}: {same.Count()} rows, meaning '{same.First().Meaning}'"));

    [Fact]
    public void The_defaults_of_numbers_are_those_of_the_code()
    {
        var code = AllSources().SelectMany(source => NumberWithDefault().Matches(source)).ToDictionary(
            match => match.Groups["key"].Value.StartsWith("FlowOptics:", StringComparison.Ordinal) ? match.Groups["key"].Value : $"FlowOptics:{match.Groups["key"].Value}",
            match => match.Groups["default"].Value, StringComparer.Ordinal);

        Assert.True(code.Count >= 5, "the way in which numbers are read has changed");
        Assert.All(code, known => Assert.Equal(known.Value, ConfigurationCatalog.All.Single(key => key.Name == known.Key).Default));
    }

    private static IEnumerable<string> AllSources() => Sources.Projects().SelectMany(Sources.Of).Select(File.ReadAllText);

    private static HashSet<string> KeysRead()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in AllSources())
        {
            foreach (Match match in Indexed().Matches(source)) keys.Add(match.Groups["key"].Value);
            foreach (Match match in Constant().Matches(source)) keys.Add(match.Groups["key"].Value);
            foreach (Match match in Section().Matches(source)) keys.Add(match.Groups["key"].Value);
            foreach (Match match in Setting().Matches(source)) keys.Add($"FlowOptics:{match.Groups["key"].Value}");
            foreach (Match match in Turns().Matches(source)) keys.UnionWith(TurnKeys.Select(key => $"FlowOptics:{match.Groups["key"].Value}:{key}"));
            foreach (Match match in ConnectionString().Matches(source)) keys.Add($"ConnectionStrings:{match.Groups["key"].Value}");
        }

        return [.. keys.Where(key => !ConfigurationCatalog.Sections.Any(section => key == section || key.StartsWith(section + ":", StringComparison.Ordinal)))];
    }

    private static string Document()
    {
        var text = new StringBuilder("""
            # Configuration

            Every key that the code reads, made from the options' sources by a test (`ConfigurationDocTests`), which fails where this table is not what they say. Environment variables have `__` where a key has `:` (`FlowOptics__Lake__Threads`). AppHost's own
            options are shorter for the usual ones (`dotnet run --project AppHost -- --help`); what is set in AppHost's environment reaches all services. A wrong value stops the service with a sentence. What needs more words is in [operations.md](operations.md).

            | key | read by | default | unit | what |
            | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var key in ConfigurationCatalog.All)
        {
            var value = key.Default.Length == 0 ? "" : key.Default.Contains(' ', StringComparison.Ordinal) ? key.Default : $"`{key.Default.Replace("_", "", StringComparison.Ordinal)}`";
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {key.ReadBy} | {value} | {key.Unit} | {key.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return text.ToString();
    }

    // configuration["FlowOptics:Format"]
    [GeneratedRegex("""[cC]onfiguration\["(?<key>[\w:-]+)"\](?! \?*=[^=])""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Indexed();

    // public const string PortKey = "FlowOptics:Broker:Port";
    [GeneratedRegex("""const string \w*Key = "(?<key>FlowOptics:[\w:]+)";""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Constant();

    // GetSection("FlowOptics:Web:AllowedOrigins").Get<…
    [GeneratedRegex("""GetSection\("(?<key>FlowOptics:[\w:]+)"\)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Section();

    // Number(settings, "Lake:Threads", …), Text(settings, "Format"), Folder(settings, "Data")
    [GeneratedRegex("""(?:Number|Text|Folder)\(settings, "(?<key>[\w:]+)"(?! \+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Setting();

    [GeneratedRegex("""Turns\(settings, "(?<key>\w+)",""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Turns();

    [GeneratedRegex("""GetConnectionString\("(?<key>\w+)"\)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ConnectionString();

    // Number(settings, "Live:Minutes", 15, 1, 24 * 60)
    [GeneratedRegex("""Number\(settings, "(?<key>[\w:]+)", (?<default>[\d_]+), """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NumberWithDefault();
}
