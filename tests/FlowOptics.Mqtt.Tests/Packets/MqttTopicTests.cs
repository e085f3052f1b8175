using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Tests.Packets;

public sealed class MqttTopicTests
{
    [Theory]
    [InlineData("a/b", true)]
    [InlineData("#", true)]
    [InlineData("a/#", true)]
    [InlineData("+/+/c", true)]
    [InlineData("/", true)]
    [InlineData("$share/g/a/#", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a+/b", false)]
    [InlineData("$share", false)]
    [InlineData("$share/g", false)]
    [InlineData("$share/g/", false)]
    [InlineData("$share//a", false)]
    [InlineData("$share/g+/a", false)]
    [InlineData("a\0b", false)]
    public void Knows_a_filter(string filter, bool isFilter) => Assert.Equal(isFilter, MqttTopic.IsFilter(filter));

    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("accounts", "Accounts", false)]
    public void Matches_as_the_standards_examples_say(string filter, string topic, bool matches) =>
        Assert.Equal(matches, MqttTopic.Matches(filter, topic));

    [Fact]
    public void The_tree_agrees_with_the_rule()
    {
        string[] levels = ["a", "b", "", "$x"];
        string[] filterLevels = [.. levels, "+"];
        var topics = Paths(levels).ToList();
        foreach (var filter in Paths(filterLevels).SelectMany(f => new[] { f, f + "/#" }).Append("#"))
        {
            if (!MqttTopic.IsFilter(filter)) continue;
            var core = new Mqtt.Server.ServerCore(new MqttServerOptions(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);
            var session = new Mqtt.Server.Session("s", 1, core);
            core.Subscriptions.Add(new Mqtt.Server.Subscriptions.ServerSubscription(session, filter, MqttQualityOfService.AtLeastOnce, false, false, null));
            foreach (var topic in topics)
            {
                Assert.True(MqttTopic.Matches(filter, topic) == (core.Subscriptions.Match(topic).Direct.Length == 1), $"{filter} and {topic}");
            }

            Assert.True(core.Subscriptions.Remove(session, filter));
            Assert.Equal(0, core.Subscriptions.Count);
        }
    }

    private static IEnumerable<string> Paths(string[] levels) =>
        levels.Concat(levels.SelectMany(a => levels.Select(b => $"{a}/{b}")))
            .Concat(levels.SelectMany(a => levels.SelectMany(b => levels.Select(c => $"{a}/{b}/{c}"))))
            .Where(path => path.Length > 0);
}
