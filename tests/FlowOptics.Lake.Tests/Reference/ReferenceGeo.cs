using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Traffic by place the obvious way: LINQ over records, one idea a line, no thought of speed.</summary>
public static class ReferenceGeo
{
    public static GeoAnswer Of(IEnumerable<FlowRecord> all, GeoQuery query)
    {
        var matched = ReferenceAggregates.Matching(all, query).ToList();
        var outside = matched.Where(record => record.Direction != TrafficDirection.Internal).ToList();
        var places = outside
            .Where(record => FlowRecords.PlaceOf(PublicEnd(record)) != Place.None)
            .GroupBy(record => (record.Account, record.Region, Place: query.ByCountry ? CountryOf(PublicEnd(record)) : FlowRecords.PlaceOf(PublicEnd(record)), record.Direction, record.Action))
            .Select(group => new GeoPlace(
                group.Key.Account,
                group.Key.Region,
                group.Key.Place.Country,
                group.Key.Place.City,
                float.IsNaN(group.Key.Place.Latitude) ? null : group.Key.Place.Latitude,
                float.IsNaN(group.Key.Place.Longitude) ? null : group.Key.Place.Longitude,
                group.Key.Direction,
                group.Key.Action,
                group.Count(),
                group.Sum(record => record.Packets),
                group.Sum(record => record.Bytes)));
        return new GeoAnswer(
            query.From,
            query.To,
            [.. places.OrderByDescending(place => place.Flows).ThenBy(place => place.Account).ThenBy(place => place.Region).ThenBy(place => place.Country)
                .ThenBy(place => place.City).ThenBy(place => place.Direction).ThenBy(place => place.Action)],
            Sum(matched, FlowAction.Accept),
            Sum(matched, FlowAction.Reject),
            Sum(matched, FlowAction.None),
            Sum(outside.Where(record => FlowRecords.PlaceOf(PublicEnd(record)) == Place.None)));
    }

    private static Place CountryOf(Address address) => new(FlowRecords.PlaceOf(address).Country, "", float.NaN, float.NaN);

    private static Address PublicEnd(FlowRecord record) => record.Direction == TrafficDirection.Outbound ? record.Dst : record.Src;

    private static Traffic Sum(IEnumerable<FlowRecord> records, FlowAction action) => Sum(records.Where(record => record.Action == action));

    private static Traffic Sum(IEnumerable<FlowRecord> records) => records.Aggregate(default(Traffic), (sum, record) => sum + record.Traffic);
}
