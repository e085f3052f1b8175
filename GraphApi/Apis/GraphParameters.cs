using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/graph</c>, as text: wrong ones are answered in our own words.</summary>
internal sealed record GraphParameters : RecordParameters
{
    // Tags have at most 256 characters, all other names fewer.
    private const int MaxNode = 512;

    private static readonly string[] Tags = ["instance-tag", "instance-tag-2", "interface-tag", "interface-tag-2", "asg-tag", "asg-tag-2"];

    [Parameter("mode", "all: everything. correlate: traffic among the addresses. inspect: all traffic of the addresses. rejects: as inspect, only what was rejected.", Example = "inspect", With = "ips=10.0.3.7", Choices = typeof(GraphMode), Default = "all")]
    public string? Mode { get; init; }

    [Parameter("ips", "IPv4 and IPv6 addresses, commas between them, at most 1,000. correlate takes two or more, inspect and rejects one or more (rejects also none).", Example = "10.0.1.10,10.0.2.20", With = "mode=correlate")]
    public string? Ips { get; init; }

    [Parameter("cidr", "inspect, rejects: only peers in this IPv4 or IPv6 prefix.", Example = "10.0.0.0/16", With = "mode=inspect&ips=10.0.3.7")]
    public string? Cidr { get; init; }

    [Parameter("label", "service: links by the service's port. source: by the source port, as flow-optics did.", Example = "service", Choices = typeof(PortLabel), Default = "service")]
    public string? Label { get; init; }

    [Parameter("group", "What a node is: an address, or a group of them. Addresses without a group stay addresses.", Example = "subnet", Choices = typeof(GraphGroup), Default = "ip")]
    public string? Group { get; init; }

    [Parameter("subnets", "group=subnet: prefixes of one's own, commas between them, at most 100. What is in none of them is in its /24 (IPv4) or /64 (IPv6).", Example = "10.0.0.0/16", With = "group=subnet")]
    public string? Subnets { get; init; }

    [Parameter("tag", "group=tag: the field that holds the tag.", Example = "instance-tag", With = "group=tag", OneOf = "instance-tag|instance-tag-2|interface-tag|interface-tag-2|asg-tag|asg-tag-2", Default = "instance-tag")]
    public string? Tag { get; init; }

    [Parameter("expand", "With group: the id of one node whose addresses are shown one by one.", Example = "10.0.1.0/24", With = "group=subnet")]
    public string? Expand { get; init; }

    [Parameter("order", "Which links are the largest, and what a comparison goes by.", Example = "flows", Choices = typeof(TrafficMeasure), Default = "bytes")]
    public string? Order { get; init; }

    [Parameter("dedupe", "true: traffic that both of its interfaces logged counts once; deduplicated says what was left out. false: each record counts. The default is true, and false with label=source, since flow-optics counted so.", Example = "false", OneOf = "true|false")]
    public string? Dedupe { get; init; }

    [Parameter("compare", "An earlier window: previous (of the same length, just before) or two times, FROM/TO. Links then say what became of them; gone has those that are no more.", Example = "previous", With = "days=1")]
    public string? Compare { get; init; }

    [Parameter("limit", "The most links, by order; totals count all, rest what the limit left out.", Example = "100", Default = "2000", Minimum = 1, Maximum = 100_000)]
    public string? Limit { get; init; }

    /// <exception cref="BadQueryException">A parameter is wrong, or does not go with another.</exception>
    public GraphQuery Read(QueryScope scope)
    {
        var label = QueryParameters.Choice("label", Label, PortLabel.Service);
        var query = new GraphQuery
        {
            Mode = QueryParameters.Choice("mode", Mode, GraphMode.All),
            Account = scope.Account,
            Accounts = scope.Accounts,
            Region = scope.Region,
            From = scope.From,
            To = scope.To,
            Filter = scope.Filter,
            Addresses = QueryParameters.Addresses(Ips),
            Peers = QueryParameters.Cidr(Cidr),
            Label = label,
            Group = QueryParameters.Choice("group", Group, GraphGroup.Ip),
            Subnets = QueryParameters.Prefixes("subnets", Subnets),
            Tag = ReadTag(),
            Expand = ReadExpand(QueryParameters.Choice("group", Group, GraphGroup.Ip)),
            Order = QueryParameters.Choice("order", Order, TrafficMeasure.Bytes),
            Deduplicate = QueryParameters.Flag("dedupe", Dedupe, otherwise: label == PortLabel.Service),
            Before = ReadCompare(scope),
            Limit = QueryParameters.Number("limit", Limit, 2000, 1, 100_000),
        };
        var problem = query switch
        {
            { Mode: GraphMode.All, Addresses.Count: > 0 } => "ips is given with mode=all, which shows all addresses: choose correlate, inspect or rejects, or leave ips out.",
            { Mode: GraphMode.Correlate, Addresses.Count: < 2 } => "mode=correlate shows the traffic among a group: give two addresses or more in ips.",
            { Mode: GraphMode.Inspect, Addresses.Count: 0 } => "mode=inspect shows the traffic of addresses: give one or more in ips.",
            { Mode: GraphMode.All or GraphMode.Correlate, Peers: not null } => "cidr limits the peers of inspect and rejects: leave it out of all and correlate.",
            { Group: not GraphGroup.Subnet, Subnets.Count: > 0 } => "subnets says which prefixes are nodes: give group=subnet with it, or leave it out.",
            { Group: not GraphGroup.Tag, Tag: not null } => "tag says which field groups addresses: give group=tag with it, or leave it out.",
            { Group: GraphGroup.Ip, Expand: not null } => "expand shows the addresses of one group: give group with it, or leave it out.",
            _ => null,
        };
        return problem is null ? query : throw new BadQueryException(problem);
    }

    private string? ReadTag()
    {
        if (string.IsNullOrEmpty(Tag)) return null;
        return Tags.Contains(Tag, StringComparer.Ordinal) ? Tag : throw new BadQueryException($"tag is {QueryParameters.Quote(Tag)}: give one of {string.Join(", ", Tags)}.");
    }

    private string? ReadExpand(GraphGroup group)
    {
        if (string.IsNullOrEmpty(Expand)) return null;
        if (Expand.Length > MaxNode) throw new BadQueryException($"expand is {Expand.Length} characters long: give the id of a node, which has at most {MaxNode}.");
        // Names of other groups may be any text; one that no node has leaves the graph as it is.
        var expected = group switch
        {
            GraphGroup.Subnet when !Prefix.TryParse(Expand, out _) => "a prefix, 10.0.1.0/24",
            GraphGroup.Asn when !Expand.StartsWith("AS", StringComparison.Ordinal) || !uint.TryParse(Expand.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out _) => "an autonomous system, AS64496",
            GraphGroup.Country when Expand.Length != 2 || !Expand.All(char.IsAsciiLetterUpper) => "a country's two letters, DE",
            _ => null,
        };
        return expected is null ? Expand : throw new BadQueryException($"expand is {QueryParameters.Quote(Expand)}, which no node of group={Group} is called: give {expected}.");
    }

    private (DateTimeOffset From, DateTimeOffset To)? ReadCompare(QueryScope scope)
    {
        if (string.IsNullOrEmpty(Compare)) return null;
        if (string.Equals(Compare, "previous", StringComparison.OrdinalIgnoreCase))
        {
            if (!scope.HasRange && scope.Source == QuerySource.Live) throw new BadQueryException("compare=previous needs a range in the live window: give from, and to.");
            var from = scope.From - (scope.To - scope.From);
            return from >= DateTimeOffset.UnixEpoch ? (from, scope.From) : throw new BadQueryException("compare=previous reaches back before 1970: give a shorter range, or two times.");
        }

        var times = Compare.Split('/');
        if (times.Length != 2 || times[0].Length == 0 || times[1].Length == 0)
            throw new BadQueryException($"compare is {QueryParameters.Quote(Compare)}: give previous, or two times with a slash between them, 2026-11-20T00:00:00Z/2026-11-21T00:00:00Z.");
        var window = QueryParameters.Range("compare", times[0], times[1]);
        if (window.To > scope.From) throw new BadQueryException("compare ends after the range begins: give an earlier window, or compare=previous.");
        return window;
    }
}
