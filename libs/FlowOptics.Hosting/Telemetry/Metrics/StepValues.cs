namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>What some series stood at, at the end of each step, added up. A value holds until the next one; after a series' last, nothing is known.</summary>
internal sealed class StepValues(TimeGrid grid)
{
    // A point may be late by as much without a gap in the line: what is measured each five seconds, and a little.
    private const long MostLate = 6_500_000_000;

    private readonly double?[] _values = new double?[grid.Count];

    public double? this[int step] => _values[step];

    public double Largest => _values.Max(value => value is null ? 0 : Math.Abs(value.Value));

    public void Add(MetricSeries series)
    {
        var points = series.Points;
        if (points.IsEmpty) return;
        var lasts = points[^1].Time + Math.Max(MostLate, grid.Step);
        var next = 0;
        for (var step = 0; step < grid.Count && grid.EndOf(step) <= lasts; step++)
        {
            while (next < points.Length && points[next].Time <= grid.EndOf(step)) next++;
            if (next > 0) _values[step] = (_values[step] ?? 0) + points[next - 1].Value;
        }
    }

    public void Add(StepValues other)
    {
        for (var i = 0; i < grid.Count; i++)
        {
            if (other._values[i] is { } value) _values[i] = (_values[i] ?? 0) + value;
        }
    }
}
