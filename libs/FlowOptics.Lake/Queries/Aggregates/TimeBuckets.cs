namespace FlowOptics.Lake;

/// <summary>
/// The time axis of an aggregate: buckets of one width, aligned to 1970-01-01T00:00Z, without gaps from the one that holds the range's first second to the one that holds its last. The
/// first and the last may be only partly in the range; they are then sums of that part.
/// </summary>
public sealed record TimeBuckets
{
    /// <summary>The most that an answer has.</summary>
    public const int MaxCount = 5000;

    public const int MinWidth = 60;

    private const int Day = 86_400;

    // What people read time by; from each to the next it is at most five times.
    private static readonly int[] Ladder = [60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, Day, 7 * Day, 30 * Day, 90 * Day, 360 * Day];

    private TimeBuckets(long first, int width, int count)
    {
        First = first;
        Width = width;
        Count = count;
    }

    /// <summary>The first bucket's start in Unix seconds.</summary>
    public long First { get; }

    /// <summary>Seconds.</summary>
    public int Width { get; }

    public int Count { get; }

    /// <param name="width">A divisor or a multiple of a day, in seconds.</param>
    /// <exception cref="UnsupportedQueryException">The width is neither, or makes more than <see cref="MaxCount"/> buckets.</exception>
    public static TimeBuckets Of(DateTimeOffset from, DateTimeOffset to, int width)
    {
        if (!IsWidth(width)) throw new UnsupportedQueryException($"a bucket of {width} seconds does not fit a day: choose a divisor or a multiple of {Day}, at least {MinWidth}");
        var (first, end) = (RecordTime.Seconds(from), RecordTime.Seconds(to));
        var number = first / width;
        var count = end <= first ? 0 : ((end - 1) / width) - number + 1;
        if (count > MaxCount) throw new UnsupportedQueryException($"buckets of {width} seconds make {count} of this range, of which an answer has at most {MaxCount}: widen the bucket or narrow the range");
        return new TimeBuckets(number * width, width, (int)count);
    }

    public static bool IsWidth(int width) => width >= MinWidth && (width % Day == 0 || Day % width == 0);

    /// <summary>The narrowest usual width that makes at most 400 buckets of the range.</summary>
    public static int WidthFor(DateTimeOffset from, DateTimeOffset to)
    {
        const int most = 400;
        var seconds = (to - from).TotalSeconds;
        foreach (var width in Ladder)
        {
            if (seconds <= (double)width * most) return width;
        }

        return Ladder[^1];
    }

    /// <summary>The width for percentiles and maxima where none is asked for: minutes of two hours, hours of three days, days beyond.</summary>
    public static int WidthForStatistics(DateTimeOffset from, DateTimeOffset to) => (to - from).TotalHours switch
    {
        <= 2 => MinWidth,
        <= 72 => 3600,
        _ => Day,
    };

    /// <summary>Which bucket a record of that start is in; the record is in the range.</summary>
    public int IndexOf(long start) => (int)((start / Width) - (First / Width));

    /// <summary>The buckets' starts in Unix seconds.</summary>
    public long[] Starts()
    {
        var starts = new long[Count];
        for (var i = 0; i < starts.Length; i++) starts[i] = First + ((long)i * Width);
        return starts;
    }
}
