namespace FlowOptics.Lake;

/// <summary>Keeps the largest of many addresses' sums.</summary>
internal sealed class LargestAddresses(int limit)
{
    // The smallest of those that are kept is out first.
    private readonly PriorityQueue<AddressTotal, AddressTotal> _kept = new(Comparer<AddressTotal>.Create((left, right) => right.CompareTo(left)));

    public void Add(AddressTotal total)
    {
        if (_kept.Count < limit) _kept.Enqueue(total, total);
        else if (total < _kept.Peek()) _kept.EnqueueDequeue(total, total);
    }

    public void Add(LargestAddresses others)
    {
        foreach (var (total, _) in others._kept.UnorderedItems) Add(total);
    }

    public List<AddressTotal> InOrder() => [.. _kept.UnorderedItems.Select(item => item.Element).Order()];
}
