namespace FlowOptics.ServiceDefaults.Tests.Messaging;

public sealed class TopicsTests
{
    [Theory]
    [InlineData("123456789012", "123456789012")]
    [InlineData("", "unknown")]
    [InlineData("a/b", "a_b")]
    [InlineData("+", "_")]
    [InlineData("#", "_")]
    [InlineData("$SYS", "_SYS")]
    [InlineData("nul\0line\n", "nul_line_")]
    [InlineData("naïve", "na_ve")]
    public void A_name_becomes_one_level_that_every_broker_takes(string name, string level) => Assert.Equal(level, Topics.Level(name));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(64, Topics.Level(new string('a', 1000)).Length);
}
