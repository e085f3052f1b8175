namespace FlowOptics.Lake;

/// <summary>What every store asks of an aggregate's question before it answers.</summary>
public static class AggregateChecks
{
    private const int MaxDimensions = 4;

    // Some 24 bytes each.
    private const int MaxPoints = 2_000_000;

    /// <returns>The time axis; null where the question has none.</returns>
    /// <exception cref="UnsupportedQueryException">The question contradicts itself, or its answer would be too large.</exception>
    public static TimeBuckets? Check(AggregateQuery query)
    {
        Check(query.By);
        if (query.By.Count > MaxDimensions) throw new UnsupportedQueryException($"by names {query.By.Count} dimensions: name at most {MaxDimensions}");
        if (query.Limit < 1) throw new UnsupportedQueryException("an answer of no groups is none: ask for one at least");
        if (query.BucketSeconds is not { } width)
        {
            if (query.WithPoints || query.WithStatistics) throw new ArgumentException("Points and statistics are per bucket: the question needs a bucket's width.", nameof(query));
            return null;
        }

        var buckets = TimeBuckets.Of(query.From, query.To, width);
        return (long)buckets.Count * query.Limit <= MaxPoints
            ? buckets
            : throw new UnsupportedQueryException($"{query.Limit} groups of {buckets.Count} buckets are more than {MaxPoints} points: lower the limit, widen the bucket or narrow the range");
    }

    /// <exception cref="UnsupportedQueryException">The question contradicts itself.</exception>
    public static void Check(SankeyQuery query)
    {
        Check(query.By);
        if (query.By.Count is < SankeyQuery.MinLevels or > SankeyQuery.MaxLevels)
            throw new UnsupportedQueryException($"by names {query.By.Count} dimensions: a Sankey diagram has {SankeyQuery.MinLevels} to {SankeyQuery.MaxLevels} levels");
        if (query.Top < 1) throw new UnsupportedQueryException("a level of no values is none: ask for one at least");
        foreach (var dimension in query.By)
        {
            if (dimension.CountsBothEnds) throw new UnsupportedQueryException($"{dimension} counts each record at both ends, which makes no flow: name the source's or the destination's");
        }
    }

    private static void Check(IReadOnlyList<Dimension> by)
    {
        if (by.Distinct().Count() < by.Count) throw new UnsupportedQueryException("by names a dimension twice: name each once");
        if (by.Count(dimension => dimension.CountsBothEnds) > 1) throw new UnsupportedQueryException("addr and subnet do not go together: both count each record at both ends");
    }
}
