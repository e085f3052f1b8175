namespace FlowOptics.Lake;

/// <summary>The order of one day's findings, and how they are put together: as <see cref="FindingStore"/> does it in SQL.</summary>
public static class FindingRanking
{
    public static IOrderedEnumerable<Finding> Ranked(IEnumerable<Finding> findings) =>
        findings.OrderByDescending(finding => finding.Score).ThenByDescending(finding => finding.First).ThenBy(finding => finding.Id, StringComparer.Ordinal);

    /// <summary>The first of each group with the sum of the others, best first.</summary>
    public static IReadOnlyList<Finding> Grouped(IEnumerable<Finding> findings) =>
        [.. Ranked(findings.GroupBy(finding => (finding.Kind, finding.Group)).Select(group =>
        {
            var members = Ranked(group).ToList();
            return members.Count == 1
                ? members[0]
                : members[0] with { Others = new FindingOthers(members.Count - 1, members.Skip(1).Aggregate(default(Traffic), (sum, member) => sum + member.Traffic)) };
        }))];
}
