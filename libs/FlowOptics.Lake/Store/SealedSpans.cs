using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// A time range cut into what the roll-ups hold and what they do not: each second of the range is in exactly one of the three, and no second outside is in any. Ranges of a kind are in
/// order and do not touch.
/// </summary>
/// <param name="Days">Whole days (start_time // 86400) of the tables by day.</param>
/// <param name="Hours">Whole hours (start_time // 3600) of the tables by hour.</param>
/// <param name="Seconds">The rest, to be read from <c>flows</c> by start_time.</param>
internal sealed record SealedSpans(IReadOnlyList<NumberRange> Days, IReadOnlyList<NumberRange> Hours, IReadOnlyList<NumberRange> Seconds)
{
    public const long HourLength = 3600;
    public const long DayLength = 86_400;

    private const int HoursOfDay = (int)(DayLength / HourLength);

    /// <summary>Cuts a range by what is sealed. Ask inside the transaction that the query reads in: then both see the same lake.</summary>
    /// <param name="from">Unix seconds, the first of the range; see <see cref="RecordTime.Seconds"/>.</param>
    /// <param name="to">Unix seconds, the first after it.</param>
    public static SealedSpans Read(DuckDbConnection connection, long from, long to, CancellationToken cancellationToken)
    {
        var hours = new HashSet<long>();
        var days = new HashSet<long>();
        using var statement = connection.Prepare("SELECT unit, number FROM sealed WHERE number BETWEEN ? AND ?");
        // Days are smaller numbers than hours: what is read too much, the cut leaves out.
        statement.Bind(1, Math.Min(Floor(from, DayLength), Floor(from, HourLength))).Bind(2, Math.Max(Floor(to, DayLength), Floor(to, HourLength)));
        using var result = statement.Execute(cancellationToken);
        foreach (var chunk in result.Chunks())
        {
            var units = chunk.Column<byte>(0);
            var numbers = chunk.Column<int>(1);
            for (var row = 0; row < chunk.RowCount; row++) (units[row] == (byte)SealUnit.Day ? days : hours).Add(numbers[row]);
        }

        return Cut(from, to, days, hours);
    }

    /// <summary>For who reads <c>flows</c> alone.</summary>
    public static SealedSpans None(long from, long to) => new([], [], from < to ? [new NumberRange(from, to)] : []);

    internal static SealedSpans Cut(long from, long to, IReadOnlySet<long> sealedDays, IReadOnlySet<long> sealedHours)
    {
        var (days, hours, seconds) = (new List<NumberRange>(), new List<NumberRange>(), new List<NumberRange>());
        var at = from;
        foreach (var day in sealedDays.Concat(sealedHours.Select(hour => Floor(hour, HoursOfDay))).Distinct().Order())
        {
            var (dayStart, dayEnd) = (day * DayLength, (day + 1) * DayLength);
            if (dayEnd <= from || dayStart >= to) continue;
            if (sealedDays.Contains(day) && dayStart >= from && dayEnd <= to)
            {
                Add(seconds, at, dayStart);
                Add(days, day, day + 1);
                at = dayEnd;
                continue;
            }

            for (var hour = day * HoursOfDay; hour < (day + 1) * HoursOfDay; hour++)
            {
                var (hourStart, hourEnd) = (hour * HourLength, (hour + 1) * HourLength);
                if (!sealedHours.Contains(hour) || hourStart < from || hourEnd > to) continue;
                Add(seconds, at, hourStart);
                Add(hours, hour, hour + 1);
                at = hourEnd;
            }
        }

        Add(seconds, at, to);
        return new SealedSpans(days, hours, seconds);
    }

    private static void Add(List<NumberRange> ranges, long first, long end)
    {
        if (first >= end) return;
        if (ranges.Count > 0 && ranges[^1].End == first) ranges[^1] = ranges[^1] with { End = end };
        else ranges.Add(new NumberRange(first, end));
    }

    private static long Floor(long value, long unit) => value >= 0 || value % unit == 0 ? value / unit : (value / unit) - 1;
}
