using System.Diagnostics;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Sums by dimensions from the window: the largest groups, then their sums by action and time.</summary>
internal static class LiveAggregate
{
    /// <exception cref="UnsupportedQueryException">The window does not have what the question needs.</exception>
    public static AggregateAnswer Answer(LiveReading reading, AggregateQuery query, LiveLimits limits, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var dimensions = new LiveDimensions(query.By);
        if (query.BucketSeconds % 60 > 0) throw new UnsupportedQueryException($"the live window keeps minutes, and cannot tell buckets of {query.BucketSeconds} seconds: choose a multiple of 60");
        var scan = new LiveScan(reading, LiveMatch.Of(query));
        var axis = AxisOf(scan, query, cancellationToken);
        var buckets = AggregateChecks.Check(axis);
        var top = new LiveTop(dimensions, query.Measure, query.Limit, limits);
        var keys = top.Find(scan, cancellationToken);
        var sums = new LiveSums(dimensions, buckets, keys);
        scan.Run(sums, cancellationToken);
        var total = sums.Total.Traffic;
        var groups = keys.Select(key => sums[key].ToGroup([.. query.By.Select((dimension, i) => key[i].ToText(dimension.Kind))], query)).ToList();
        return new AggregateAnswer(
            reading.Start, reading.EndOf(query.To), groups, top.TotalGroups, top.TotalGroups > groups.Count ? Rest(query, sums, keys) : null, total, buckets?.Starts(), LiveFlowStore.PlanOf(scan.Rows, started));
    }

    // Asked for everything, which has no beginning: the axis is where there are records.
    private static AggregateQuery AxisOf(LiveScan scan, AggregateQuery query, CancellationToken cancellationToken)
    {
        if (query.BucketSeconds is null || query.From > DateTimeOffset.UnixEpoch) return query;
        var span = new LiveSpan();
        scan.Run(span, cancellationToken);
        var (from, to) = span.Minutes ?? (query.To, query.To);
        return query with { From = from, To = to };
    }

    private static AggregateGroup Rest(AggregateQuery query, LiveSums sums, IEnumerable<LiveGroupKey> groups)
    {
        var rest = sums.Total;
        if (query.By.Any(dimension => dimension.CountsBothEnds)) rest.Double();
        foreach (var group in groups) rest.Subtract(sums[group]);
        return rest.ToGroup([], query);
    }
}
