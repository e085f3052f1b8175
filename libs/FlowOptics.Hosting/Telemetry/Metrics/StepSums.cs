namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>
/// What was added to some series of a counter or a histogram in each step. What was added between two points is spread evenly over their time, so that
/// the points' jitter against the steps makes no waves, and the sum over all steps is exact.
/// </summary>
internal sealed class StepSums(TimeGrid grid, double[] bounds)
{
    private readonly bool[] _known = new bool[grid.Count];
    private readonly double[] _counts = new double[grid.Count];
    private readonly double[] _sums = new double[grid.Count];
    private readonly double[] _buckets = new double[grid.Count * (bounds.Length + 1)];

    public double Total => _counts.Sum();

    public bool IsKnown(int step) => _known[step];

    public double Count(int step) => _counts[step];

    public double Sum(int step) => _sums[step];

    public void Add(MetricSeries series)
    {
        // Other buckets than the first series': a program of another version; its shares cannot be added up.
        if (!series.Bounds.AsSpan().SequenceEqual(bounds)) return;
        var points = series.Points;
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Time > grid.Start && points[i - 1].Time < grid.End) Add(points[i - 1], points[i]);
        }
    }

    /// <summary>The value below which this share of a step's observations lies, evenly spread within its bucket; null where there are none.</summary>
    public double? Quantile(int step, double share)
    {
        var buckets = _buckets.AsSpan(step * (bounds.Length + 1), bounds.Length + 1);
        var total = 0.0;
        foreach (var bucket in buckets) total += bucket;
        if (total <= 0) return null;
        var wanted = share * total;
        var below = 0.0;
        for (var i = 0; i < buckets.Length; i++)
        {
            if (below + buckets[i] < wanted || buckets[i] <= 0)
            {
                below += buckets[i];
                continue;
            }

            // The last bucket has no upper bound: all that is known is that it is beyond the last one.
            if (i == bounds.Length) return bounds.Length == 0 ? null : bounds[^1];
            var low = i == 0 ? Math.Min(0, bounds[0]) : bounds[i - 1];
            return low + ((bounds[i] - low) * (wanted - below) / buckets[i]);
        }

        return bounds.Length == 0 ? null : bounds[^1];
    }

    public void Add(StepSums other)
    {
        for (var i = 0; i < grid.Count; i++)
        {
            _known[i] |= other._known[i];
            _counts[i] += other._counts[i];
            _sums[i] += other._sums[i];
        }

        for (var i = 0; i < _buckets.Length && i < other._buckets.Length; i++) _buckets[i] += other._buckets[i];
    }

    private void Add(MetricPoint from, MetricPoint to)
    {
        // Less than before: it began anew, from nothing.
        var count = to.Value >= from.Value ? to.Value - from.Value : to.Value;
        var began = to.Value < from.Value;
        var first = (int)Math.Max(0, (from.Time - grid.Start) / grid.Step);
        for (var step = first; step < grid.Count; step++)
        {
            var start = Math.Max(from.Time, grid.EndOf(step) - grid.Step);
            var end = Math.Min(to.Time, grid.EndOf(step));
            if (end <= start) break;
            var share = (double)(end - start) / (to.Time - from.Time);
            _known[step] = true;
            _counts[step] += count * share;
            if (to.Observed is not { } now || from.Observed is not { } before) continue;
            _sums[step] += (now.Sum - (began ? 0 : before.Sum)) * share;
            var row = step * (bounds.Length + 1);
            for (var i = 0; i < now.Buckets.Length; i++) _buckets[row + i] += Math.Max(0, now.Buckets[i] - (began ? 0 : before.Buckets[i])) * share;
        }
    }
}
