using System.Runtime.InteropServices;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Adds links between addresses up to the graph's links, its totals and the largest of each kind. Where nodes are groups, or ranges are compared, those of one share of all links at a
/// time, so that memory stays bounded.
/// </summary>
internal sealed class LiveGraphSums : ILinkTarget
{
    private readonly Dictionary<GraphLinkKey, ComparedSum> _links = [];
    private readonly LiveShares _shares = new();
    private readonly bool _isWhole;
    private readonly int _mostLinks;

    public LiveGraphSums(GraphQuery query, LiveGroups groups, LiveLimits limits)
    {
        _mostLinks = limits.GraphLinks;
        // Each link between addresses is one of the graph's.
        _isWhole = !groups.IsGrouped && query.Before is null;
        Shown = new TopList<(GraphLinkKey Key, ComparedSum Sum)>(query.Limit, (left, right) => Compare(left, right, sum => sum.Now));
        Gone = new TopList<(GraphLinkKey Key, ComparedSum Sum)>(query.Limit, (left, right) => Compare(left, right, sum => sum.Before));
        int Compare((GraphLinkKey Key, ComparedSum Sum) left, (GraphLinkKey Key, ComparedSum Sum) right, Func<ComparedSum, LinkSum> of)
        {
            var order = of(right.Sum).Traffic.Total.Of(query.Order).CompareTo(of(left.Sum).Traffic.Total.Of(query.Order));
            if (order == 0) order = groups.Compare(left.Key.Source, right.Key.Source);
            if (order == 0) order = groups.Compare(left.Key.Target, right.Key.Target);
            return order == 0 ? left.Key.Label.CompareTo(right.Key.Label) : order;
        }
    }

    public TopList<(GraphLinkKey Key, ComparedSum Sum)> Shown { get; }

    public TopList<(GraphLinkKey Key, ComparedSum Sum)> Gone { get; }

    public TrafficByAction Total { get; private set; }

    public Deduplication Deduplicated { get; private set; } = new(0, default);

    public bool IsChoosy => !_shares.IsAll;

    /// <param name="pass">Goes through all links between addresses.</param>
    public void Run(Action pass)
    {
        while (_shares.Next())
        {
            _links.Clear();
            pass();
            foreach (var (key, sum) in _links) Rank(key, sum);
        }
    }

    public bool Wants(in LinkKey key, NodeKey source, NodeKey target) => _shares.Contains(new GraphLinkKey(source, target, key.Label).Hash);

    public void Take(in LinkKey key, NodeKey source, NodeKey target, in LinkSum sum)
    {
        var link = new GraphLinkKey(source, target, key.Label);
        if (_isWhole)
        {
            Rank(link, new ComparedSum { Now = sum });
            return;
        }

        // Halved since the pass began: it is another share's.
        if (!_shares.IsAll && !_shares.Contains(link.Hash)) return;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_links, link, out var exists);
        if (!exists) known = new ComparedSum();
        known.Add(sum, key.IsBefore);
        if (_links.Count <= _mostLinks || !_shares.Halve()) return;
        foreach (var other in _links.Keys)
        {
            if (!_shares.Contains(other.Hash)) _links.Remove(other);
        }
    }

    private void Rank(in GraphLinkKey key, in ComparedSum sum)
    {
        Total += sum.Now.Traffic;
        Deduplicated = new Deduplication(Deduplicated.Links + sum.Now.LeftOutLinks, Deduplicated.Traffic + sum.Now.LeftOut);
        (sum.IsGone ? Gone : Shown).Offer((key, sum));
    }
}
