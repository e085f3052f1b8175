namespace FlowOptics.Lake;

/// <summary>Levels of nodes, and links from each level to the next. Each level's nodes, and the links between two levels, add up to the total.</summary>
/// <param name="Nodes">Level by level; in a level by the measure, the largest first, equal ones by their values; the node of the others is the last.</param>
/// <param name="Links">By level, then by the source's and the target's place among the nodes.</param>
public sealed record SankeyAnswer(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SankeyNode> Nodes, IReadOnlyList<SankeyLink> Links, TrafficByAction Total, QueryPlan Plan);
