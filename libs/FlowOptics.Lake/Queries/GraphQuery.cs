using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>A question for links between addresses, or between groups of them.</summary>
public sealed record GraphQuery : FlowScope
{
    public required GraphMode Mode { get; init; }

    /// <summary>The group that the mode is about (ignored for All). Empty: every address.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>Limits the other end (Inspect, Rejects).</summary>
    public Prefix? Peers { get; init; }

    public PortLabel Label { get; init; }

    public GraphGroup Group { get; init; }

    /// <summary>Prefixes that <see cref="GraphGroup.Subnet"/> knows, beside /24 and /64.</summary>
    public IReadOnlyList<Prefix> Subnets { get; init; } = [];

    /// <summary>The field of <see cref="GraphGroup.Tag"/>, e.g. <c>instance-tag</c> (also where this is null).</summary>
    public string? Tag { get; init; }

    /// <summary>A group's node (its id) whose addresses are shown one by one; the other nodes stay groups. One that the answer does not have changes nothing.</summary>
    public string? Expand { get; init; }

    public TrafficMeasure Order { get; init; }

    /// <summary>
    /// Whether traffic between two logged interfaces counts once. For each link and protocol (source, target, label) over the whole range: where the receiving interface's records are
    /// there (<see cref="OwnEnd.Destination"/>), of the sending one's (<see cref="OwnEnd.Source"/>) only the rejected count, which never arrived. Links are those between addresses, also
    /// where nodes are groups, so that a group's sums are those of its addresses. Times and protocols of links and nodes are those of all matching records, also of those left out. Each window
    /// of a comparison is taken by itself.
    /// </summary>
    public bool Deduplicate { get; init; } = true;

    /// <summary>An earlier window to compare with; null: none.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Before { get; init; }

    /// <summary>
    /// The most links in the answer, by <see cref="Order"/>; the rest is counted in the totals. Equal ones go by source, target and label; nodes by: named groups by name (ordinal), prefixes by
    /// length and then address, addresses.
    /// </summary>
    public int Limit { get; init; } = 2000;
}
