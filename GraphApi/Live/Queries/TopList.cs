namespace FlowOptics.GraphApi.Live;

/// <summary>The first so many of any number, in the order of a comparison.</summary>
internal sealed class TopList<T>(int limit, Comparison<T> order)
{
    private readonly List<T> _items = [];

    /// <summary>How many were offered.</summary>
    public long Count { get; private set; }

    public void Offer(in T item)
    {
        Count++;
        if (limit == 0) return;
        _items.Add(item);
        // Twice as many, so that sorting costs each but a few comparisons.
        if (_items.Count >= (2L * limit) + 1000) Cut();
    }

    public IReadOnlyList<T> ToList()
    {
        Cut();
        return _items;
    }

    private void Cut()
    {
        _items.Sort(order);
        if (_items.Count > limit) _items.RemoveRange(limit, _items.Count - limit);
    }
}
