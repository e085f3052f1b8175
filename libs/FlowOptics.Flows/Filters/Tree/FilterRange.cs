namespace FlowOptics.Flows;

/// <summary>Whole numbers from the first to the last, both included.</summary>
public readonly record struct FilterRange(long First, long Last);
