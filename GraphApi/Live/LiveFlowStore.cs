using System.Runtime.InteropServices;
using FlowOptics.Flows;
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

    private GraphAnswer Graph(GraphQuery query, CancellationToken cancellationToken)
    {
        var (start, buckets) = window.Buckets();
        var matches = new LiveMatch(window, query);
        var graph = new LiveGraph(window);
        foreach (var bucket in buckets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (bucket.Lock)
            {
                foreach (var (key, sum) in bucket.Sums)
                {
                    if (matches.LabelOf(key) is { } label) graph.Add(key, label, sum);
                }
            }
        }

        return graph.ToAnswer(start, query);
    }

    private GeoAnswer Geo(GeoQuery query, CancellationToken cancellationToken)
    {
        var (start, buckets) = window.Buckets();
        var matches = new LiveMatch(window, new GraphQuery { Mode = GraphMode.All, Account = query.Account, Region = query.Region, From = query.From, To = query.To });
        var rows = new Dictionary<(int Scope, int Place, TrafficDirection Direction, FlowAction Action), Traffic>();
        var totals = new GeoTotals();
        foreach (var bucket in buckets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (bucket.Lock)
            {
                foreach (var (key, sum) in bucket.Sums)
                {
                    if (matches.LabelOf(key) is null) continue;
                    var traffic = new Traffic(sum.Flows, sum.Packets, sum.Bytes);
                    totals.Add(key.Action, traffic);
                    if (sum.Direction == TrafficDirection.Internal) continue;
                    var place = sum.Direction == TrafficDirection.Outbound ? sum.DstPlace : sum.SrcPlace;
                    if (place == 0)
                    {
                        totals.AddUnplaced(traffic);
                        continue;
                    }

                    ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, (key.Scope, place, sum.Direction, key.Action), out _);
                    row += traffic;
                }
            }
        }

        var places = rows.Select(row => Place(row.Key.Scope, window.Places[row.Key.Place], row.Key.Direction, row.Key.Action, row.Value))
            .OrderByDescending(place => place.Flows).ThenBy(place => place.Account, StringComparer.Ordinal).ThenBy(place => place.Region, StringComparer.Ordinal)
            .ThenBy(place => place.Country, StringComparer.Ordinal).ThenBy(place => place.City, StringComparer.Ordinal).ThenBy(place => place.Direction).ThenBy(place => place.Action);
        return totals.ToAnswer(start, query.To, [.. places]);
    }

    private GeoPlace Place(int scope, Place place, TrafficDirection direction, FlowAction action, Traffic traffic)
    {
        var (account, region) = window.Scopes[scope];
        return new GeoPlace(
            account,
            region,
            place.Country,
            place.City,
            float.IsNaN(place.Latitude) ? null : place.Latitude,
            float.IsNaN(place.Longitude) ? null : place.Longitude,
            direction,
            action,
            traffic.Flows,
            traffic.Packets,
            traffic.Bytes);
    }
}
