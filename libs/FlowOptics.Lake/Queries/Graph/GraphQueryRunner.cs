using System.Diagnostics;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// The graph from the lake: the matching rows (<see cref="GraphRows"/>), their links by the order of the question, and, only for those that are shown, all that is to be said of them and of
/// their ends. Whatever a step finds is a temporary table of the connection's.
/// </summary>
internal static class GraphQueryRunner
{
    public static GraphAnswer Run(DuckDbConnection connection, GraphQuery query, CancellationToken cancellationToken, int mostHeld = GraphRows.MostHeld)
    {
        var started = Stopwatch.GetTimestamp();
        var windows = new List<GraphRows> { GraphRows.Find(connection, query, 0, mostHeld, cancellationToken) };
        if (query.Before is { } earlier) windows.Add(GraphRows.Find(connection, query with { From = earlier.From, To = earlier.To }, 1, mostHeld, cancellationToken));
        var keys = GraphKeys.Make(connection, query, windows, cancellationToken);
        var graph = new GraphLinks(connection, query, keys, cancellationToken);

        var totalLinks = graph.Rank(windows[0], 0);
        var totals = graph.Totals(windows[0]);
        graph.Show("shown", "ranked0");
        var links = graph.Read(windows[0], 0, "shown");
        var before = new Dictionary<LinkKey, LinkSums>();
        var gone = new List<LinkSums>();
        long? totalGone = null;
        if (windows.Count > 1)
        {
            graph.Rank(windows[1], 1);
            connection.Execute($"CREATE TEMP TABLE left_over AS FROM ranked1 ANTI JOIN ranked0 USING ({GraphKeys.Link})");
            totalGone = graph.Count("left_over");
            graph.Show("gone", "left_over");
            gone = graph.Read(windows[1], 1, "gone");
            before = graph.Read(windows[1], 1, "shown").ToDictionary(link => link.Key);
        }

        var nodes = GraphNodes.Read(connection, query, keys, windows, cancellationToken);
        var comparison = query.Before is null ? null : new GraphComparison(query);
        return new GraphAnswer(
            query.From,
            query.To,
            nodes,
            links.ConvertAll(link => comparison is null ? link.ToLink(keys.Names) : comparison.Compare(link, before.GetValueOrDefault(link.Key), keys.Names)),
            totalLinks,
            totals.Accepted,
            totals.Rejected,
            totals.Other)
        {
            Rest = links.Aggregate(totals, (rest, link) => rest - link.Traffic),
            Deduplicated = windows[0].Deduplicated(),
            Gone = comparison is null ? null : gone.ConvertAll(link => GraphComparison.Gone(link, keys.Names)),
            TotalGone = totalGone,
            Plan = Plan(connection, windows, started, cancellationToken),
        };
    }

    private static QueryPlan Plan(DuckDbConnection connection, List<GraphRows> windows, long started, CancellationToken cancellationToken)
    {
        var plans = windows.ConvertAll(window => window.Source.ToPlan(connection, TimeSpan.Zero, cancellationToken));
        return new QueryPlan([.. plans.SelectMany(plan => plan.Tables).Distinct()], plans.Sum(plan => plan.RowsRead), (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
