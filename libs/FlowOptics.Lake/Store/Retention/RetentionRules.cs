namespace FlowOptics.Lake;

/// <summary>How much history the lake holds. The bucket keeps its objects whatever these say.</summary>
public sealed record RetentionRules
{
    /// <summary>Records are held from 00:00 UTC so many days ago on, as <c>days</c> counts in a query; 0: all.</summary>
    public int Days { get; init; }

    /// <summary>What the lake's file may take; 0: no limit.</summary>
    public long MaxBytes { get; init; }

    // Beside what is held the file has to take what is being written: a commit, roll-ups of a day, row groups that are put together, the write-ahead log.
    private long Reserve => Math.Min(MaxBytes / 4, Math.Max(MaxBytes / 20, 192L << 20));

    /// <summary>Beyond it nothing is imported until there is room again.</summary>
    internal long Full => MaxBytes - Reserve;

    /// <summary>Beyond it the oldest objects go.</summary>
    internal long High => Full - (Reserve / 2);

    /// <summary>So many bytes are left of it then, so that the next time is not soon.</summary>
    internal long Target => High - (Reserve / 2);
}
