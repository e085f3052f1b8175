using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>The metrics: 50,000 points of each resource, and so many bytes of all together; what is over goes from whoever has most.</summary>
internal sealed class MetricStore(int mostPointsPerResource = MetricStore.MostPointsPerResource, long mostBytes = MetricStore.MostBytes)
{
    public const int MostPointsPerResource = 50_000;
    public const long MostBytes = 8L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<TelemetryResource, ResourceMetrics> _metrics = [];
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps the points of an ExportMetricsServiceRequest.</summary>
    /// <param name="request">Checked already.</param>
    public (int Kept, int Rejected) Add(ReadOnlySpan<byte> request, TelemetryResources resources)
    {
        var (kept, rejected) = (0, 0);
        var groups = new ExportReader(request);
        while (groups.Next())
        {
            if (resources.Of(groups.Resource) is not { } resource)
            {
                rejected += groups.CountRecords();
                continue;
            }

            lock (_lock)
            {
                if (!_metrics.TryGetValue(resource, out var metrics)) _metrics.Add(resource, metrics = new ResourceMetrics(mostPointsPerResource));
                metrics.Begin();
                while (groups.NextScope())
                {
                    var meter = resource.Scope(groups.Scope).Name;
                    while (groups.NextRecord())
                    {
                        var (taken, refused) = metrics.Add(meter, groups.Record);
                        (kept, rejected) = (kept + taken, rejected + refused);
                    }
                }

                metrics.Thin();
                Trim();
            }
        }

        return (kept, rejected);
    }

    /// <summary>Looks at a resource's metrics, while nothing changes; the default where it has none.</summary>
    public T? Look<T>(TelemetryResource resource, Func<ResourceMetrics, T> look)
    {
        lock (_lock) return _metrics.TryGetValue(resource, out var metrics) ? look(metrics) : default;
    }

    /// <summary>How many series and points are kept of a resource.</summary>
    public (int Series, int Points) CountsOf(TelemetryResource resource) => Look(resource, metrics => (metrics.SeriesCount, metrics.PointCount));

    /// <summary>Forgets a resource's metrics, or all (null).</summary>
    public void Clear(TelemetryResource? resource)
    {
        lock (_lock)
        {
            if (resource is null) _metrics.Clear();
            else _metrics.Remove(resource);
            Trim();
        }
    }

    private void Trim()
    {
        _bytes = _metrics.Values.Sum(metrics => metrics.Bytes);
        while (_bytes > mostBytes)
        {
            var largest = _metrics.Values.MaxBy(metrics => metrics.Bytes)!;
            var before = largest.PointCount;
            largest.DropTo(before - (before / 4) - 1);
            // Nothing but series that each hold their last point.
            if (largest.PointCount == before) break;
            _bytes = _metrics.Values.Sum(metrics => metrics.Bytes);
        }
    }
}
