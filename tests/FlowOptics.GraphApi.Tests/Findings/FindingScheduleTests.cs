using FlowOptics.GraphApi.Findings;
using FlowOptics.GraphApi.Tests.Live;

namespace FlowOptics.GraphApi.Tests.Findings;

public sealed class FindingScheduleTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Older_days_wait_until_the_import_is_quiet_and_go_oldest_first()
    {
        var schedule = new FindingSchedule(_time);
        schedule.Changed([3, 4, 5], newest: 5);
        Assert.Equal(5, schedule.Next([3, 4, 5], newest: 5));
        Assert.Null(schedule.Next([3, 4], newest: 5));
        _time.Now += TimeSpan.FromSeconds(4);
        schedule.Changed([2], newest: 5);
        _time.Now += TimeSpan.FromSeconds(4);
        Assert.Null(schedule.Next([2, 3, 4], newest: 5));
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(2, schedule.Next([2, 3, 4, 5], newest: 5));
    }

    [Fact]
    public void The_newest_day_is_looked_at_as_seldom_as_it_takes_long()
    {
        var schedule = new FindingSchedule(_time);
        schedule.Looked(5, newest: 5, TimeSpan.FromSeconds(2));
        _time.Now += TimeSpan.FromSeconds(39);
        schedule.Changed([5], newest: 5);
        Assert.Null(schedule.Next([5], newest: 5));
        _time.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(5, schedule.Next([5], newest: 5));
    }
}
