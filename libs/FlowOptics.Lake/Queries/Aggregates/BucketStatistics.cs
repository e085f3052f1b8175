namespace FlowOptics.Lake;

/// <summary>What a measure was per bucket, over all buckets of a range; empty ones count as 0.</summary>
public readonly record struct BucketStatistics(long P95, long Max)
{
    /// <summary>The 95th percentile is the nearest rank: of n values in order the ⌈0.95 n⌉th.</summary>
    /// <param name="points">One for each bucket.</param>
    public static BucketStatistics Of(ReadOnlySpan<Traffic> points, TrafficMeasure measure)
    {
        if (points.IsEmpty) return default;
        var values = new long[points.Length];
        for (var i = 0; i < values.Length; i++) values[i] = points[i].Of(measure);
        Array.Sort(values);
        return new BucketStatistics(values[((values.Length * 95) + 99) / 100 - 1], values[^1]);
    }
}
