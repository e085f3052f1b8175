using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/graph</c>, as text: wrong ones are answered in our own words.</summary>
internal sealed record GraphParameters : ScopeParameters
{
    [Parameter("mode", "all: everything. correlate: traffic among the addresses. inspect: all traffic of the addresses. rejects: as inspect, only what was rejected.", Example = "inspect", With = "ips=10.0.3.7", Choices = typeof(GraphMode), Default = "all")]
    public string? Mode { get; init; }

    [Parameter("ips", "IPv4 and IPv6 addresses, commas between them, at most 1,000. correlate takes two or more, inspect and rejects one or more (rejects also none).", Example = "10.0.1.10,10.0.2.20", With = "mode=correlate")]
    public string? Ips { get; init; }

    [Parameter("cidr", "inspect, rejects: only peers in this IPv4 or IPv6 prefix.", Example = "10.0.0.0/16", With = "mode=inspect&ips=10.0.3.7")]
    public string? Cidr { get; init; }

    [Parameter("label", "service: links by the service's port. source: by the source port, as flow-optics did.", Example = "service", Choices = typeof(PortLabel), Default = "service")]
    public string? Label { get; init; }

    [Parameter("limit", "The most links, by bytes; totals count all.", Example = "100", Default = "2000", Minimum = 1, Maximum = 100_000)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong, or does not go with another.</exception>
    public GraphQuery Read(QueryScope scope)
    {
        var query = new GraphQuery
        {
            Mode = QueryParameters.Choice("mode", Mode, GraphMode.All),
            Account = scope.Account,
            Region = scope.Region,
            From = scope.From,
            To = scope.To,
            Filter = scope.Filter,
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
        return problem is null ? query : throw new BadQueryException(problem);
    }
}
