using System.Collections.Concurrent;
using FlowOptics.Enricher.Telemetry;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>The maps of all accounts and regions since this process began. Totals are exact; their size is bounded, whatever the traffic.</summary>
internal sealed class MapTotals(EnricherMetrics metrics, ILogger<MapTotals> logger)
{
    // An organisation has some hundred accounts in a few regions each; the largest flow-log set known to us has 1,200 of these.
    private const int MaxAreas = 4096;

    // Rows of one area. There are some 100,000 cities in the data: all of them at once is a scan from everywhere, and its tail is "other".
    private const int MaxRows = 20_000;

    private readonly ConcurrentDictionary<Area, MapArea> _areas = new();
    private bool _full;

    /// <summary>Names this process's counts: a viewer that sees another begins anew.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N");

    public IEnumerable<MapArea> Areas => _areas.Select(pair => pair.Value);

    /// <summary>For one thread.</summary>
    public void Add(EnrichedBatch batch)
    {
        foreach (var (area, first, end) in AreaRun.Of(batch.Flows))
        {
            if (Find(area) is { } map) map.Add(batch, first, end);
            else metrics.Add("mapUncounted", end - first);
        }
    }

    private MapArea? Find(Area area)
    {
        if (_areas.TryGetValue(area, out var map)) return map;
        if (_areas.Count < MaxAreas) return _areas.GetOrAdd(area, new MapArea(area, MaxRows));
        if (!_full) EnricherLog.MapFull(logger, MaxAreas, area.Account, area.Region);
        _full = true;
        return null;
    }
}
