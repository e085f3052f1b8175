using System.ComponentModel;
using FlowOptics.Lake;
using Microsoft.AspNetCore.Mvc;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/graph</c>, as text: wrong ones are answered in our own words.</summary>
internal sealed record GraphParameters
{
    [FromQuery(Name = "mode"), Description("all (default): everything; correlate: traffic among the addresses; inspect: all traffic of the addresses; rejects: as inspect, only what was rejected")]
    public string? Mode { get; init; }

    [FromQuery(Name = "account"), Description("an AWS account id; all accounts without it")]
    public string? Account { get; init; }

    [FromQuery(Name = "region"), Description("an AWS region's code; all regions without it")]
    public string? Region { get; init; }

    [FromQuery(Name = "from"), Description("ISO 8601, UTC; selects by the records' start: from ≤ start < to. The default is the last 24 hours (history) or the whole live window")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("ISO 8601, UTC; default: now")]
    public string? To { get; init; }

    [FromQuery(Name = "days"), Description("instead of from and to: since 00:00 UTC, that many days ago")]
    public string? Days { get; init; }

    [FromQuery(Name = "ips"), Description("IPv4 and IPv6 addresses, commas between them, at most 1,000; correlate takes two or more, inspect one or more")]
    public string? Ips { get; init; }

    [FromQuery(Name = "cidr"), Description("inspect, rejects: only peers in this IPv4 or IPv6 prefix")]
    public string? Cidr { get; init; }

    [FromQuery(Name = "label"), Description("service (default): links by the service's port; source: by the source port, as flow-optics did")]
    public string? Label { get; init; }

    [FromQuery(Name = "source"), Description("history (default): the lake; live: the live window, in whole minutes")]
    public string? Source { get; init; }

    [FromQuery(Name = "limit"), Description("the most links, by bytes (default 2000); totals count all")]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong, or does not go with another.</exception>
    public (GraphQuery Query, QuerySource Source) Read(DateTimeOffset now)
    {
        var source = QueryParameters.Choice("source", Source, QuerySource.History);
        var range = QueryRange.Of(source, QueryParameters.Range(From, To, Days, now), now);
        var query = new GraphQuery
        {
            Mode = QueryParameters.Choice("mode", Mode, GraphMode.All),
            Account = QueryParameters.Scope("account", Account),
            Region = QueryParameters.Scope("region", Region),
            From = range.From,
            To = range.To,
            Addresses = QueryParameters.Addresses(Ips),
            Peers = QueryParameters.Cidr(Cidr),
            Label = QueryParameters.Choice("label", Label, PortLabel.Service),
            Limit = QueryParameters.Number("limit", Limit, 2000, 1, 100_000),
        };
        var problem = query switch
        {
            { Mode: GraphMode.All, Addresses.Count: > 0 } => "ips is given with mode=all, which shows all addresses: choose correlate, inspect or rejects, or leave ips out.",
            { Mode: GraphMode.Correlate, Addresses.Count: < 2 } => "mode=correlate shows the traffic among a group: give two addresses or more in ips.",
            { Mode: GraphMode.Inspect, Addresses.Count: 0 } => "mode=inspect shows the traffic of addresses: give one or more in ips.",
            { Mode: GraphMode.All or GraphMode.Correlate, Peers: not null } => "cidr limits the peers of inspect and rejects: leave it out of all and correlate.",
            _ => null,
        };
        return problem is null ? (query, source) : throw new BadQueryException(problem);
    }
}
