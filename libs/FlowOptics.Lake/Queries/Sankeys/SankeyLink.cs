namespace FlowOptics.Lake;

/// <summary>All records of one node and one of the next level.</summary>
/// <param name="Source">Its index in <see cref="SankeyAnswer.Nodes"/>.</param>
/// <param name="Target">Its index in <see cref="SankeyAnswer.Nodes"/>.</param>
public sealed record SankeyLink(int Source, int Target, TrafficByAction Traffic);
