using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Mqtt.Tests.Hostile;

public sealed class TopicFilterCoverTests
{
    private static readonly string[] Levels = ["a", "b", "+", "#", "", "$S"];
    private static readonly string[] Names = ["a", "b", "c", "", "$S"];
    private static readonly string[] Topics = [.. Enumerable.Range(1, 4).SelectMany(All).Where(t => t.Length > 0)];

    [Theory]
    [InlineData("flowoptics/v1/map/#", "flowoptics/v1/map/#", true)]
    [InlineData("flowoptics/v1/map/#", "flowoptics/v1/map", true)]
    [InlineData("flowoptics/v1/map/#", "flowoptics/v1/+/#", false)]
    [InlineData("flowoptics/v1/map/#", "#", false)]
    [InlineData("#", "$SYS/#", false)]
    [InlineData("$share/g/a/#", "$share/g/a/b", true)]
    [InlineData("$share/g/a/#", "$share/h/a/b", false)]
    [InlineData("$share/g/a/#", "a/b", false)]
    [InlineData("a/#", "$share/g/a/b", false)]
    public void Covers(string allowed, string asked, bool expected) => Assert.Equal(expected, MqttTopicFilter.Covers(allowed, asked));

    /// <summary>Against all topics of up to four levels, with a level that no filter names. "+/#" is not seen to cover "#": too strict, never too wide.</summary>
    [Fact]
    public void A_filter_covers_only_what_it_matches_all_topics_of_and_all_of_that_where_no_open_end_is_asked_for()
    {
        var filter = Gen.Choose(1, 3).SelectMany(count => Gen.Elements(Levels).ArrayOf(count)).Select(parts => string.Join('/', parts)).Where(MqttTopicFilter.IsValid);
        Prop.ForAll(filter.ToArbitrary(), filter.ToArbitrary(), (allowed, asked) =>
        {
            var all = Topics.Where(t => MqttTopicFilter.Matches(asked, t)).All(t => MqttTopicFilter.Matches(allowed, t));
            var covers = MqttTopicFilter.Covers(allowed, asked);
            return asked.EndsWith('#') ? !covers || all : covers == all;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static IEnumerable<string> All(int levels) => levels == 1 ? Names : All(levels - 1).SelectMany(head => Names.Select(name => $"{head}/{name}"));
}
