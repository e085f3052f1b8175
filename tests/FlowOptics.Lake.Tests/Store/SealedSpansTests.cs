using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Lake.Tests.Store;

public sealed class SealedSpansTests
{
    private const long Hour = SealedSpans.HourLength;
    private const long Day = SealedSpans.DayLength;

    // A few days, one of them before 1970, and bounds on and beside the edges of hours and days.
    private static readonly Gen<long> Bound =
        from hour in Gen.Choose(-30, 100)
        from beside in Gen.Elements(0L, 0, 1, -1, 1800)
        select (hour * Hour) + beside;

    private static readonly Arbitrary<(long From, long To, HashSet<long> Days, HashSet<long> Hours)> Case = Arb.From(
        from bounds in Gen.Two(Bound)
        from days in Gen.SubListOf(Enumerable.Range(-2, 7).Select(day => (long)day))
        from hours in Gen.SubListOf(Enumerable.Range(-30, 130).Select(hour => (long)hour))
        select (bounds.Item1, bounds.Item2, days.ToHashSet(), hours.Concat(HoursOf(days)).ToHashSet()));

    [Fact]
    public void Each_second_of_a_range_is_in_one_span_and_in_the_largest_that_is_sealed()
    {
        Prop.ForAll(Case, c =>
        {
            var spans = SealedSpans.Cut(c.From, c.To, c.Days, c.Hours);
            var pieces = spans.Days.Select(range => (First: range.First * Day, End: range.End * Day, Kind: 'd'))
                .Concat(spans.Hours.Select(range => (First: range.First * Hour, End: range.End * Hour, Kind: 'h')))
                .Concat(spans.Seconds.Select(range => (range.First, range.End, Kind: 's')))
                .OrderBy(piece => piece.First).ToList();

            if (c.From >= c.To)
            {
                Assert.Empty(pieces);
                return;
            }

            Assert.Equal(c.From, pieces[0].First);
            Assert.Equal(c.To, pieces[^1].End);
            for (var i = 1; i < pieces.Count; i++)
            {
                Assert.Equal(pieces[i - 1].End, pieces[i].First);
                Assert.NotEqual(pieces[i - 1].Kind, pieces[i].Kind);
            }

            // Half an hour at a time, and both ends: nothing else can make a difference.
            foreach (var second in Enumerable.Range(0, (int)((c.To - c.From - 1) / 1800) + 1).Select(step => c.From + (step * 1800L)).Append(c.To - 1))
            {
                Assert.Equal(Expected(c, second), pieces.Single(piece => piece.First <= second && second < piece.End).Kind);
            }
        }).QuickCheckThrowOnFailure();
    }

    // A sealed day's hours are sealed too.
    private static IEnumerable<long> HoursOf(IEnumerable<long> days) => days.SelectMany(day => Enumerable.Range(0, 24).Select(hour => (day * 24) + hour));

    private static char Expected((long From, long To, HashSet<long> Days, HashSet<long> Hours) c, long second)
    {
        var day = (long)Math.Floor((double)second / Day);
        var hour = (long)Math.Floor((double)second / Hour);
        if (c.Days.Contains(day) && day * Day >= c.From && (day + 1) * Day <= c.To) return 'd';
        return c.Hours.Contains(hour) && hour * Hour >= c.From && (hour + 1) * Hour <= c.To ? 'h' : 's';
    }
}
