using FlowOptics.Lake.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Store.Retention;

public sealed class LakeExpiryTests
{
    [Fact]
    public void Whatever_happens_in_between_the_lake_is_as_if_it_had_only_ever_held_what_is_young_enough()
    {
        var expired = 0L;
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), Arb.From(Gen.Choose(1, 12)), (seed, days) =>
        {
            using var world = new RetentionWorld(seed, new RetentionRules { Days = days });
            for (var step = 0; step < 25; step++) world.Step();
            world.Settle();
            world.AssertHoldsWhatItShould();
            expired += world.Lake.Summary.Expired;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
        Assert.True(expired > 0, "nothing ever expired");
    }

    [Fact]
    public void More_days_bring_objects_back_and_fewer_take_them_away()
    {
        using var world = new RetentionWorld(5, new RetentionRules { Days = 2 });
        for (var step = 0; step < 25; step++) world.Step();
        foreach (var days in new[] { 7, 1, 0, 4, 0 })
        {
            world.Reopen(new RetentionRules { Days = days });
            world.Settle();
            world.AssertHoldsWhatItShould();
        }

        Assert.Equal(0, world.Lake.Summary.Expired);
        Assert.Null(world.Lake.Retention.WholeSince);
    }

    [Fact]
    public void An_objects_name_can_say_that_it_is_too_old_to_be_read()
    {
        using var folder = new TemporaryFolder();
        var time = new FixedTime(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        using var lake = Lakes.Open(folder.Path, time: time, retention: new RetentionRules { Days = 3 });

        Assert.Equal(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero), lake.Retention.WholeSince);
        Assert.True(lake.Retention.LeavesOut(At(16)));
        // What begins here may still reach into what is held.
        Assert.False(lake.Retention.LeavesOut(At(17)));
        Assert.False(lake.Retention.LeavesOut(Lakes.Info("copied/yesterday.log.gz") with { LastModified = DateTimeOffset.UnixEpoch }));

        static ObjectInfo At(int day) => Lakes.Info(ObjectPath.Format(FlowRecords.Accounts[0], "eu-west-1", "fl-1", new DateTimeOffset(2026, 11, day, 23, 59, 0, TimeSpan.Zero), "0"));
    }
}
