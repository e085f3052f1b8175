namespace FlowOptics.Enricher.Enrichment;

/// <summary>
/// Which batches were counted for the map lately. Batches come again after a reconnect or a restart of the Ingestor; all of them go on (GraphApi knows
/// repeats), but a repeat must not count twice in totals that only grow.
/// </summary>
internal sealed class RecentBatches
{
    // A repeat follows its first at most some hundred batches later: what the broker and we had in flight, or the rest of an object.
    private const int Kept = 65_536;

    private readonly HashSet<ulong> _known = [];
    private readonly Queue<ulong> _order = new();

    /// <summary>True the first time. For one thread.</summary>
    public bool Add(ulong batch)
    {
        if (!_known.Add(batch)) return false;
        _order.Enqueue(batch);
        if (_order.Count > Kept) _known.Remove(_order.Dequeue());
        return true;
    }
}
