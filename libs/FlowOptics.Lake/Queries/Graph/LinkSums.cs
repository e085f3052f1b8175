using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>What makes a link.</summary>
internal readonly record struct LinkKey(NodeKey Source, NodeKey Target, int Label);

/// <summary>A link's sums as they come from a store, before nodes and labels become text.</summary>
internal sealed class LinkSums(LinkKey key)
{
    private readonly SortedSet<int> _protocols = [];

    public LinkKey Key => key;

    public TrafficByAction Traffic { get; private set; }

    /// <summary>Unix seconds.</summary>
    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public void Add(TrafficByAction traffic, long first, long last, ReadOnlySpan<byte> protocols)
    {
        Traffic += traffic;
        First = Math.Min(First, first);
        Last = Math.Max(Last, last);
        foreach (var protocol in protocols) _protocols.Add(protocol);
    }

    public GraphLink ToLink(IReadOnlyList<string> names) => new(
        key.Source.ToText(names),
        key.Target.ToText(names),
        LinkLabel.TextOf(key.Label),
        LinkLabel.ServiceOf(key.Label, [.. _protocols]),
        [.. _protocols],
        Traffic.Accepted,
        Traffic.Rejected,
        Traffic.Other,
        DateTimeOffset.FromUnixTimeSeconds(First),
        DateTimeOffset.FromUnixTimeSeconds(Last));
}
