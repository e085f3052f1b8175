using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>The answers by the obvious way: LINQ over records, one idea a line, no thought of speed.</summary>
public static class ReferenceStore
{
    public static GraphAnswer Graph(IEnumerable<FlowRecord> all, GraphQuery query)
    {
        var matched = all
            .Where(record => DateTimeOffset.FromUnixTimeSeconds(record.Start) >= query.From && DateTimeOffset.FromUnixTimeSeconds(record.Start) < query.To)
            .Where(record => query.Account is null || record.Account == query.Account)
            .Where(record => query.Region is null || record.Region == query.Region)
            .Where(record => IsOfMode(record, query))
            .Where(record => LabelOf(record, query.Label) is not null)
            .ToList();

        var links = matched
            .GroupBy(record => (record.Src, record.Dst, Label: LabelOf(record, query.Label)!))
            .OrderByDescending(link => link.Sum(record => record.Bytes)).ThenBy(link => link.Key.Src).ThenBy(link => link.Key.Dst).ThenBy(link => Rank(link.Key.Label, link.First()))
            .ToList();
        var shown = links.Take(query.Limit).ToList();
        return new GraphAnswer(
            query.From,
            query.To,
            [.. shown.SelectMany(link => new[] { link.Key.Src, link.Key.Dst }).Distinct().Order().Select(address => Node(address, matched))],
            [.. shown.Select(link => Link(link.Key.Src, link.Key.Dst, link.Key.Label, [.. link]))],
            links.Count,
            Sum(matched, FlowAction.Accept),
            Sum(matched, FlowAction.Reject),
            Sum(matched, FlowAction.None));
    }

    public static GeoAnswer Geo(IEnumerable<FlowRecord> all, GeoQuery query)
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

    private static bool IsOfMode(FlowRecord record, GraphQuery query)
    {
        bool InGroup(Address address) => query.Addresses.Count == 0 || query.Addresses.Contains(address);
        bool IsPeer(Address address) => query.Peers is not { } peers || peers.Contains(address);
        var inspected = (InGroup(record.Src) && IsPeer(record.Dst)) || (InGroup(record.Dst) && IsPeer(record.Src));
        return query.Mode switch
        {
            GraphMode.All => true,
            GraphMode.Correlate => InGroup(record.Src) && InGroup(record.Dst),
            GraphMode.Inspect => inspected,
            GraphMode.Rejects => inspected && record.Action == FlowAction.Reject,
            _ => throw new ArgumentOutOfRangeException(nameof(query)),
        };
    }

    private static string? LabelOf(FlowRecord record, PortLabel label) => label == PortLabel.Source
        ? ServicePort.SourceLabel(record.SrcPort)
        : ServicePort.ServiceLabel(record.Protocol, record.SrcPort, record.DstPort, record.ServiceSide);

    // Among equals: protocols without ports, from the highest number, then HP, then ports.
    private static int Rank(string label, FlowRecord record) =>
        int.TryParse(label, out var port) ? port : label == ServicePort.HighPort ? -1 : -2 - record.Protocol;

    private static GraphLink Link(Address source, Address target, string label, List<FlowRecord> records)
    {
        int[] protocols = [.. records.Select(record => (int)record.Protocol).Distinct().Order()];
        return new GraphLink(
            source.ToString(),
            target.ToString(),
            label,
            ushort.TryParse(label, out var port) ? protocols.Select(protocol => ServicePort.NameOf((byte)protocol, port)).FirstOrDefault(name => name is not null) : null,
            protocols,
            Sum(records, FlowAction.Accept),
            Sum(records, FlowAction.Reject),
            Sum(records, FlowAction.None),
            DateTimeOffset.FromUnixTimeSeconds(records.Min(record => record.Start)),
            DateTimeOffset.FromUnixTimeSeconds(records.Max(record => record.End)));
    }

    private static GraphNode Node(Address address, List<FlowRecord> matched)
    {
        var touching = matched.Where(record => record.Src == address || record.Dst == address).ToList();
        var own = touching.Where(record => (record.Src == address && record.SourceIsOwn) || (record.Dst == address && record.DestinationIsOwn)).ToList();
        var kind = AddressKinds.KindOf(address);
        var place = FlowRecords.PlaceOf(address);
        var network = FlowRecords.NetworkOf(address);
        return new GraphNode(
            address.ToString(),
            kind,
            NullIfEmpty(place.Country),
            NullIfEmpty(place.City),
            network.Asn == 0 ? null : network.Asn,
            NullIfEmpty(network.Organization),
            NullIfEmpty(network.AwsService),
            NullIfEmpty(network.AwsRegion),
            own.Select(record => record.InterfaceId).Where(id => id is not null).Min(StringComparer.Ordinal),
            own.Select(record => record.Account).Min(StringComparer.Ordinal) ?? (kind == AddressKind.Public ? null : touching.Select(record => record.Account).Min(StringComparer.Ordinal)),
            own.Select(record => record.Region).Min(StringComparer.Ordinal) ?? (kind == AddressKind.Public ? null : touching.Select(record => record.Region).Min(StringComparer.Ordinal)),
            Sum(matched.Where(record => record.Src == address)),
            Sum(matched.Where(record => record.Dst == address)));
    }

    private static Traffic Sum(IEnumerable<FlowRecord> records, FlowAction action) => Sum(records.Where(record => record.Action == action));

    private static Traffic Sum(IEnumerable<FlowRecord> records) => records.Aggregate(default(Traffic), (sum, record) => sum + record.Traffic);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
