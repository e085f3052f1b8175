using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>Adds up matching entries by scope, place, direction and action.</summary>
/// <param name="byCountry">A country is one place.</param>
internal sealed class LivePlaces(bool byCountry) : ILiveVisitor
{
    private readonly Dictionary<(int Scope, int Place, TrafficDirection Direction, FlowAction Action), Traffic> _rows = [];

    // The answer's own numbers, and those of the bucket that is gone through as such.
    private readonly Numbering<(string Account, string Region)> _scopes = new(("", ""));
    private readonly Numbering<Place> _places = new(Place.None);
    private readonly Dictionary<int, int> _scopeNumbers = [];
    private readonly Dictionary<int, int> _placeNumbers = [];
    private LiveBucket? _bucket;

    public GeoTotals Totals { get; } = new();

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _scopeNumbers.Clear();
        _placeNumbers.Clear();
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        var traffic = entry.Traffic;
        Totals.Add(entry.Action, traffic);
        var direction = ends.Direction;
        if (direction == TrafficDirection.Internal) return;
        var place = direction == TrafficDirection.Outbound ? entry.DstPlace : entry.SrcPlace;
        if (place == 0)
        {
            Totals.AddUnplaced(traffic);
            return;
        }

        ref var scopeNumber = ref CollectionsMarshal.GetValueRefOrAddDefault(_scopeNumbers, entry.Scope, out var known);
        if (!known) scopeNumber = _scopes.Of(_bucket!.Scopes[entry.Scope]);
        ref var placeNumber = ref CollectionsMarshal.GetValueRefOrAddDefault(_placeNumbers, place, out known);
        if (!known) placeNumber = _places.Of(byCountry ? CountryOf(_bucket!.PlaceOf(place)) : _bucket!.PlaceOf(place));
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (scopeNumber, placeNumber, direction, entry.Action), out _);
        row += traffic;
    }

    public List<GeoPlace> ToPlaces() =>
    [
        .. _rows.Select(row => ToPlace(_scopes[row.Key.Scope], _places[row.Key.Place], row.Key.Direction, row.Key.Action, row.Value))
            .OrderByDescending(place => place.Flows).ThenBy(place => place.Account, StringComparer.Ordinal).ThenBy(place => place.Region, StringComparer.Ordinal)
            .ThenBy(place => place.Country, StringComparer.Ordinal).ThenBy(place => place.City, StringComparer.Ordinal).ThenBy(place => place.Direction).ThenBy(place => place.Action),
    ];

    private static Place CountryOf(Place place) => new(place.Country, "", float.NaN, float.NaN);

    private static GeoPlace ToPlace((string Account, string Region) scope, Place place, TrafficDirection direction, FlowAction action, Traffic traffic) => new(
        scope.Account,
        scope.Region,
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
