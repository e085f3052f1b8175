namespace FlowOptics.Lake;

/// <summary>The findings of a range, the most important first.</summary>
/// <param name="Findings">At most as many as the limit, one of each group.</param>
/// <param name="TotalGroups">How many there are, also those that the limit left out.</param>
/// <param name="Total">All findings, of all groups.</param>
/// <param name="Omitted">Findings that were not kept, because a day had too many of their kind.</param>
/// <param name="PendingDays">Days that are still to be looked at, or looked at again since records came.</param>
public sealed record FindingsAnswer(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<Finding> Findings, long TotalGroups, long Total, long Omitted, int PendingDays, QueryPlan Plan);
