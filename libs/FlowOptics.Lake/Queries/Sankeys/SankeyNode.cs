namespace FlowOptics.Lake;

/// <summary>A value of a level's dimension, or all its values that are not among the largest.</summary>
/// <param name="Level">From 0.</param>
/// <param name="Value">Null where the records have none, and for the others.</param>
/// <param name="Others">How many values are in it, for the node of the others; 0 for a value's own.</param>
public sealed record SankeyNode(int Level, string? Value, long Others, TrafficByAction Traffic);
