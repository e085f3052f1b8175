using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Answers from the live window, as the lake would of the same records. Times of a question are taken in whole minutes, the range widened to
/// them; an answer's From is the window's start.
/// </summary>
internal sealed class LiveFlowStore(LiveWindow window) : IFlowStore
{
    public Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Graph(query, cancellationToken), cancellationToken);

    public Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Geo(query, cancellationToken), cancellationToken);

    public Task<AggregateAnswer> AggregateAsync(AggregateQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        throw new UnsupportedQueryException("sums by dimension of the live window are not there yet: ask source=history");

    public Task<SankeyAnswer> SankeyAsync(SankeyQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        throw new UnsupportedQueryException("flows through levels of the live window are not there yet: ask source=history");

    public Task<FlowsAnswer> FlowsAsync(FlowsQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        throw new UnsupportedQueryException("the live window keeps no single records: ask source=history, which has them some seconds later");

    private GraphAnswer Graph(GraphQuery query, CancellationToken cancellationToken)
    {
        using var reading = window.Read();
        var scan = new LiveScan(reading, new LiveMatch(query));
        var links = new LiveLinks();
        var shown = new List<LinkRow>();
        long count = 0;
        Traffic accepted = default, rejected = default, other = default;
        while (links.Next())
        {
            scan.Run(links, cancellationToken);
            count += links.Count;
            (accepted, rejected, other) = (accepted + links.Accepted, rejected + links.Rejected, other + links.Other);
            shown = [.. Ordered(shown.Concat(links.Largest(query.Limit))).Take(query.Limit)];
        }

        var nodes = new LiveNodes(shown.SelectMany(link => new[] { link.Source, link.Target }));
        if (shown.Count > 0) scan.Run(nodes, cancellationToken);
        return new GraphAnswer(reading.Start, query.To, nodes.ToNodes(), shown.ConvertAll(link => link.ToLink()), count, accepted, rejected, other);
    }

    private GeoAnswer Geo(GeoQuery query, CancellationToken cancellationToken)
    {
        using var reading = window.Read();
        var match = new LiveMatch(new GraphQuery { Mode = GraphMode.All, Account = query.Account, Region = query.Region, From = query.From, To = query.To });
        var places = new LivePlaces();
        new LiveScan(reading, match).Run(places, cancellationToken);
        return places.Totals.ToAnswer(reading.Start, query.To, places.ToPlaces());
    }

    private static IEnumerable<LinkRow> Ordered(IEnumerable<LinkRow> links) => links
        .OrderByDescending(link => link.Accepted.Bytes + link.Rejected.Bytes + link.Other.Bytes)
        .ThenBy(link => link.Source).ThenBy(link => link.Target).ThenBy(link => link.Label);
}
