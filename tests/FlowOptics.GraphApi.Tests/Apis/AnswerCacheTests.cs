using FlowOptics.GraphApi.Apis;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class AnswerCacheTests
{
    [Fact]
    public void The_one_that_was_not_asked_for_longest_goes_first()
    {
        var answers = new AnswerCache(100);
        foreach (var tag in new[] { "a", "b", "c", "d" }) answers.Add(tag, new byte[25]);
        Assert.NotNull(answers.Find("a"));
        answers.Add("e", new byte[25]);
        Assert.Null(answers.Find("b"));
        Assert.NotNull(answers.Find("a"));
        Assert.NotNull(answers.Find("e"));
    }

    [Fact]
    public void An_answer_of_more_than_a_quarter_is_not_kept()
    {
        var answers = new AnswerCache(100);
        answers.Add("large", new byte[26]);
        Assert.Null(answers.Find("large"));
    }
}
