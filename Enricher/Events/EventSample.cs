using FlowOptics.Flows;

namespace FlowOptics.Enricher.Events;

/// <summary>
/// A fair sample of the flows with a public end, for each account and region, since it was last taken: each such flow has the same chance. Thread-safe.
/// </summary>
internal sealed class EventSample(Random random)
{
    public const int Size = 10;

    // Sampled away from memory for what nobody would see: more areas than this in half a second.
    private const int MaxAreas = 4096;

    private readonly Lock _lock = new();
    private Dictionary<Area, Reservoir> _reservoirs = [];

    public void Add(EnrichedBatch batch)
    {
        lock (_lock)
        {
            foreach (var (area, first, end) in AreaRun.Of(batch.Flows))
            {
                if (!_reservoirs.TryGetValue(area, out var reservoir))
                {
                    if (_reservoirs.Count >= MaxAreas) continue;
                    _reservoirs.Add(area, reservoir = new Reservoir(Size));
                }

                reservoir.Add(batch, first, end, random);
            }
        }
    }

    /// <summary>Takes what was sampled, in the order in which it was kept, and begins anew.</summary>
    public IEnumerable<(Area Area, IReadOnlyList<SampledEvent> Events)> Take()
    {
        Dictionary<Area, Reservoir> taken;
        lock (_lock) (taken, _reservoirs) = (_reservoirs, []);
        return taken.Where(pair => pair.Value.Events.Count > 0).Select(pair => (pair.Key, (IReadOnlyList<SampledEvent>)pair.Value.Events));
    }
}
