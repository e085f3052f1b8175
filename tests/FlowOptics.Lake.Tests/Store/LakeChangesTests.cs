using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Store;

public sealed class LakeChangesTests
{
    [Fact]
    public void A_change_concerns_all_ranges_that_end_after_its_first_record()
    {
        // Firsts and times within three days, so that hours meet often.
        var seconds = Gen.Choose(0, 3 * 86400);
        var cases = from firsts in seconds.ListOf() from times in seconds.ListOf() select (Firsts: firsts, Times: times);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var changes = new LakeChanges();
            var before = one.Times.Select(time => 0L).ToList();
            foreach (var first in one.Firsts)
            {
                changes.Add(first);
                for (var i = 0; i < before.Count; i++)
                {
                    var now = changes.Before(At(one.Times[i]));
                    if (first < one.Times[i]) Assert.NotEqual(before[i], now);
                    if (first >= one.Times[i] + 3600) Assert.Equal(before[i], now);
                    before[i] = now;
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_change_of_unknown_reach_concerns_every_range()
    {
        var changes = new LakeChanges();
        changes.Add(7200);
        Assert.Equal(0, changes.Before(At(0)));
        changes.Add(long.MinValue);
        Assert.NotEqual(0, changes.Before(DateTimeOffset.UnixEpoch));
        changes.Add(7200);
        Assert.NotEqual(changes.Before(At(7200)), changes.Before(At(7201)));
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
