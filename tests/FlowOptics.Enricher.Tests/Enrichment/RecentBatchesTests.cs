using FlowOptics.Enricher.Enrichment;

namespace FlowOptics.Enricher.Tests.Enrichment;

public sealed class RecentBatchesTests
{
    [Fact]
    public void Knows_a_repeat_and_forgets_what_is_long_ago()
    {
        var recent = new RecentBatches();
        Assert.True(recent.Add(1));
        Assert.False(recent.Add(1));
        for (var batch = 2UL; batch < 100_000; batch++) Assert.True(recent.Add(batch));
        Assert.False(recent.Add(99_999));
        Assert.True(recent.Add(1));
    }
}
