using System.Globalization;
using System.Text.RegularExpressions;
using FlowOptics.ServiceDefaults.Tests.Configuration;

namespace FlowOptics.ServiceDefaults.Tests.Telemetry;

/// <summary>Whoever filters logs by an event's id must get one kind of message: read from the sources, since an id is an attribute's number.</summary>
public sealed partial class EventIdTests
{
    // docs/operations.md, "Logs".
    private static readonly Dictionary<string, (int From, int To)> Ranges = new(StringComparer.Ordinal)
    {
        ["FlowOptics.Mqtt"] = (1100, 1299),
        ["FlowOptics.Lake"] = (2000, 2499),
        ["FlowOptics.Geo"] = (2500, 2599),
        ["GraphApi"] = (3000, 3999),
        ["Enricher"] = (4000, 4999),
        ["Ingestor"] = (5000, 5999),
        ["Web"] = (6000, 6999),
        ["Broker"] = (7000, 7999),
        ["FlowOptics.SignIn"] = (8000, 8999),
        ["ServiceDefaults"] = (9000, 9999),
        ["Emulator"] = (10_000, 10_999),
        ["Demo"] = (11_000, 11_999),
        ["FlowOptics.Hosting"] = (12_000, 12_999),
    };

    [Fact]
    public void Each_message_has_an_id_of_its_own_out_of_its_projects_range()
    {
        var messages = Sources.Projects().SelectMany(project => Sources.Of(project).SelectMany(file => Message().Matches(File.ReadAllText(file))
            .Select(match => (Project: Path.GetFileName(project), Id: int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture), Text: match.Groups["text"].Value)))).ToList();

        Assert.True(messages.Count > 40, $"only {messages.Count} messages were found: has the attribute another form now?");
        Assert.Empty(messages.GroupBy(message => message.Id).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(" | ", same)}"));
        Assert.DoesNotContain(messages, message => !Ranges.TryGetValue(message.Project, out var range) || message.Id < range.From || message.Id > range.To);
    }

    [Fact]
    public void The_ranges_are_as_operations_md_says()
    {
        var said = Row().Matches(File.ReadAllText(Path.Join(Sources.Root, "docs", "operations.md")))
            .Select(match => (match.Groups["project"].Value, match.Groups["from"].Value, match.Groups["to"].Value));

        Assert.Equal(Ranges.Select(range => (range.Key, $"{range.Value.From}", $"{range.Value.To}")), said);
    }

    [Fact]
    public void Every_message_says_its_id()
    {
        var without = Sources.Projects().SelectMany(Sources.Of).Where(file => WithoutId().IsMatch(File.ReadAllText(file)));

        Assert.Empty(without);
    }

    [Fact]
    public void Nothing_is_logged_but_by_such_a_message()
    {
        var without = Sources.Projects().SelectMany(Sources.Of).Where(file => Extension().IsMatch(File.ReadAllText(file)));

        Assert.Empty(without);
    }

    // [LoggerMessage(7001, LogLevel.Information, "MQTT broker is ready; …")]
    [GeneratedRegex("""\[LoggerMessage\(\s*(?<id>\d+), LogLevel\.\w+,\s*"(?<text>[^"]*)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Message();

    [GeneratedRegex("""\[LoggerMessage\((?!\s*\d+, LogLevel)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex WithoutId();

    // logger.LogInformation("…"): its id is 0.
    [GeneratedRegex("""\.Log(Trace|Debug|Information|Warning|Error|Critical)\(""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Extension();

    // | Broker | 7000–7999 |
    [GeneratedRegex("""^\| (?<project>[\w.]+) \| (?<from>\d+)–(?<to>\d+) \|$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 10_000)]
    private static partial Regex Row();
}
