using System.Runtime.InteropServices;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>The points of one instrument with one set of dimensions. Only <see cref="MetricStore"/> changes it, within its lock.</summary>
internal sealed class MetricSeries(IReadOnlyList<(string Name, string Value)> dimensions, double[] bounds)
{
    /// <summary>What a series takes beside its points.</summary>
    public const int Overhead = 500;

    private readonly List<MetricPoint> _points = [];

    /// <summary>By name.</summary>
    public IReadOnlyList<(string Name, string Value)> Dimensions { get; } = dimensions;

    /// <summary>The upper bounds of a histogram's buckets but the last.</summary>
    public double[] Bounds { get; private set; } = bounds;

    public int Count => _points.Count;

    public long Bytes { get; private set; } = Overhead;

    public ReadOnlySpan<MetricPoint> Points => CollectionsMarshal.AsSpan(_points);

    public MetricPoint? Last => _points.Count == 0 ? null : _points[^1];

    /// <summary>Adds a point that is later than all others. Where nothing moves, two points say it: the first and the last time that it stood so.</summary>
    public void Add(MetricPoint point)
    {
        var count = _points.Count;
        if (count >= 2 && _points[count - 1].HasValueOf(point) && _points[count - 2].HasValueOf(point))
        {
            // Its own observations stay: the new ones are equal.
            _points[count - 1] = _points[count - 1] with { Time = point.Time };
            return;
        }

        _points.Add(point);
        Bytes += point.Bytes;
    }

    /// <summary>Begins anew, with other buckets.</summary>
    public void Restart(double[] bounds)
    {
        _points.Clear();
        (Bounds, Bytes) = (bounds, Overhead);
    }

    /// <summary>Keeps of the points between two times the last in each stretch of time.</summary>
    public void Thin(long from, long until, long stretch)
    {
        var points = CollectionsMarshal.AsSpan(_points);
        var kept = 0;
        for (var i = 0; i < points.Length; i++)
        {
            var point = points[i];
            var isLastOfStretch = i + 1 == points.Length || points[i + 1].Time / stretch != point.Time / stretch;
            if (point.Time < from || point.Time >= until || isLastOfStretch) points[kept++] = point;
            else Bytes -= point.Bytes;
        }

        Cut(kept);
    }

    /// <summary>Drops what is older, but never the last point.</summary>
    public void DropBefore(long time)
    {
        var drop = 0;
        while (drop < _points.Count - 1 && _points[drop].Time < time) Bytes -= _points[drop++].Bytes;
        _points.RemoveRange(0, drop);
        TrimSlack();
    }

    private void Cut(int count)
    {
        _points.RemoveRange(count, _points.Count - count);
        TrimSlack();
    }

    private void TrimSlack()
    {
        if (_points.Capacity > (_points.Count * 2) + 16) _points.Capacity = _points.Count + 8;
    }
}
