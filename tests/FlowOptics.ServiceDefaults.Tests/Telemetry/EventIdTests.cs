using System.Text.RegularExpressions;
using FlowOptics.ServiceDefaults.Tests.Configuration;

namespace FlowOptics.ServiceDefaults.Tests.Telemetry;

/// <summary>Whoever filters logs by an event's id must get one kind of message: read from the sources, since an id is an attribute's number.</summary>
public sealed partial class EventIdTests
{
    [Fact]
    public void Each_message_of_a_project_has_an_id_of_its_own()
    {
        var messages = Sources.Projects().SelectMany(project => Sources.Of(project).SelectMany(file => Message().Matches(File.ReadAllText(file))
            .Select(match => (Project: Path.GetFileName(project), Id: match.Groups["id"].Value, Text: match.Groups["text"].Value)))).ToList();

        Assert.True(messages.Count > 40, $"only {messages.Count} messages were found: has the attribute another form now?");
        Assert.Empty(messages.GroupBy(message => (message.Project, message.Id)).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key.Project} {same.Key.Id}: {string.Join(" | ", same.Select(message => message.Text))}"));
        Assert.DoesNotContain(messages, message => message.Id == "0");
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
    [GeneratedRegex("""\[LoggerMessage\((?<id>\d+), LogLevel\.\w+,\s*"(?<text>[^"]*)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Message();

    [GeneratedRegex("""\[LoggerMessage\((?!\d+, LogLevel)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex WithoutId();

    // logger.LogInformation("…"): its id is 0.
    [GeneratedRegex("""\.Log(Trace|Debug|Information|Warning|Error|Critical)\(""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Extension();
}
