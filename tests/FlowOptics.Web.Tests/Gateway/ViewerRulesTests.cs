using FlowOptics.SignIn;
using FlowOptics.Web.Gateway;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Web.Tests.Gateway;

public sealed class ViewerRulesTests
{
    private static readonly string[] Levels = ["flowoptics", "v1", "map", "events", "status", "raw", "flows", "objects", "#", "+", "123456789012", "eu-west-1", "", "$share", "$SYS"];

    private readonly ViewerRules _rules = new(Viewer.Local);

    [Theory]
    [InlineData("flowoptics/v1/map/#")]
    [InlineData("flowoptics/v1/map/123456789012/+")]
    [InlineData("flowoptics/v1/events/+/eu-west-1")]
    [InlineData("flowoptics/v1/status/#")]
    public void A_viewer_may_look(string filter) => Assert.True(_rules.MaySubscribe(filter));

    [Theory]
    [InlineData("#")]
    [InlineData("+/v1/map/#")]
    [InlineData("flowoptics/v1/+/123456789012/eu-west-1")]
    [InlineData("flowoptics/v1/raw/#")]
    [InlineData("flowoptics/v1/mapping/x")]
    [InlineData("$share/viewers/flowoptics/v1/map/#")]
    [InlineData("$SYS/#")]
    public void A_viewer_sees_nothing_else(string filter) => Assert.False(_rules.MaySubscribe(filter));

    [Fact]
    public void A_viewer_may_publish_nothing() => Assert.False(_rules.MayPublish("flowoptics/v1/map/1/eu-west-1"));

    [Fact]
    public void No_filter_that_is_allowed_matches_a_topic_that_is_not_to_be_seen()
    {
        var levels = Gen.Elements(Levels);
        var filter = Gen.Choose(1, 6).SelectMany(count => levels.ArrayOf(count)).Select(parts => string.Join('/', parts));
        // Close to what is allowed, or nothing that is allowed would be tried.
        var near = filter.Select(rest => "flowoptics/v1/" + rest);
        var topic = filter.Where(name => !name.Contains('#', StringComparison.Ordinal) && !name.Contains('+', StringComparison.Ordinal));

        Prop.ForAll(
            Gen.OneOf(filter, near).ToArbitrary(),
            Gen.OneOf(topic, topic.Select(rest => "flowoptics/v1/" + rest)).ToArbitrary(),
            (subscribed, published) => !_rules.MaySubscribe(subscribed) || !Matches(subscribed, published)
                || published.Split('/') is ["flowoptics", "v1", "map" or "events" or "status", ..])
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    /// <summary>MQTT 5.0, section 4.7.1, word for word.</summary>
    private static bool Matches(string filter, string topic)
    {
        var wanted = filter.Split('/');
        var levels = topic.Split('/');
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#") return true;
            if (i >= levels.Length || (wanted[i] != "+" && wanted[i] != levels[i])) return false;
        }

        return wanted.Length == levels.Length;
    }
}
