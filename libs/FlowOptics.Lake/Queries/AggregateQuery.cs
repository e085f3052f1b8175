namespace FlowOptics.Lake;

/// <summary>A question for sums by dimensions: time series, top lists. Records are counted as they are, never de-duplicated.</summary>
public sealed record AggregateQuery : FlowScope
{
    /// <summary>At most four, no two alike; none: everything as one group. Two that count both ends (addr and subnet) do not go together.</summary>
    public required IReadOnlyList<Dimension> By { get; init; }

    /// <summary>The width of time buckets in seconds, a divisor or multiple of a day, aligned to 1970-01-01T00:00Z; null: no time axis. A record is in the bucket of its start.</summary>
    public int? BucketSeconds { get; init; }

    public TrafficMeasure Measure { get; init; }

    /// <summary>The most groups in the answer, by the measure; the rest is one sum.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Whether groups carry the 95th percentile and the maximum of the measure per bucket (<see cref="BucketSeconds"/> is then needed; empty buckets count as 0).</summary>
    public bool WithStatistics { get; init; }

    /// <summary>Whether groups carry their buckets.</summary>
    public bool WithPoints { get; init; }
}
