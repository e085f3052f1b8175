using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// Builds a Sankey answer from sums. First each level's largest values are given to it (<see cref="SankeyLevel"/>), then the sums of each combination of the levels' values, folded or not,
/// in any order and as often as they come.
/// </summary>
/// <param name="levels">One for each dimension of the query.</param>
public sealed class SankeyFold(SankeyQuery query, IReadOnlyList<SankeyLevel> levels)
{
    private readonly SortedDictionary<(int Level, int Source, int Target), TrafficByAction> _links = [];
    private readonly TrafficByAction[][] _nodes = [.. levels.Select(level => new TrafficByAction[level.Shown.Count + 1])];
    private TrafficByAction _total;

    /// <param name="ranks">For each level the value's place among the shown ones (<see cref="SankeyLevel.RankOf"/>), or their number for one of the others.</param>
    public void Add(ReadOnlySpan<int> ranks, FlowAction action, Traffic traffic)
    {
        var sums = new AggregateSums(null);
        sums.Add(0, action, traffic);
        _total += sums.Traffic;
        for (var level = 0; level < ranks.Length; level++)
        {
            _nodes[level][ranks[level]] += sums.Traffic;
            if (level == 0) continue;
            var link = (level - 1, ranks[level - 1], ranks[level]);
            _links[link] = _links.GetValueOrDefault(link) + sums.Traffic;
        }
    }

    public SankeyAnswer ToAnswer(DateTimeOffset from, DateTimeOffset to, QueryPlan plan)
    {
        var nodes = new List<SankeyNode>();
        var first = new int[levels.Count];
        for (var level = 0; level < levels.Count; level++)
        {
            first[level] = nodes.Count;
            var (shown, kind) = (levels[level].Shown, query.By[level].Kind);
            for (var rank = 0; rank < shown.Count; rank++) nodes.Add(new SankeyNode(level, shown[rank].ToText(kind), 0, _nodes[level][rank]));
            if (levels[level].Others > 0) nodes.Add(new SankeyNode(level, null, levels[level].Others, _nodes[level][shown.Count]));
        }

        var links = _links.Select(link => new SankeyLink(first[link.Key.Level] + link.Key.Source, first[link.Key.Level + 1] + link.Key.Target, link.Value));
        return new SankeyAnswer(from, to, nodes, [.. links], _total, plan);
    }
}
