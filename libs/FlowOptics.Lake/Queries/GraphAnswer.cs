namespace FlowOptics.Lake;

/// <summary>Links between addresses or groups, and these with their facts. Totals cover all matching records (after de-duplication), also those of links that the limit left out.</summary>
/// <param name="TotalLinks">How many there are.</param>
/// <param name="Rest">The traffic of the links that the limit left out: exactly the totals less the shown.</param>
/// <param name="Deduplicated">What was left out because the other interface logged it too; null where the question did not want that.</param>
/// <param name="Gone">With a comparison: links of the earlier window that are in this one no more, the largest first, at most as many as the limit; TotalGone counts all. They have no
/// traffic; their times and protocols are the earlier window's, and their ends are among the nodes.</param>
public sealed record GraphAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<GraphLink> Links,
    long TotalLinks,
    Traffic Accepted,
    Traffic Rejected,
    Traffic Other)
{
    public TrafficByAction Rest { get; init; }

    public Deduplication? Deduplicated { get; init; }

    public IReadOnlyList<GraphLink>? Gone { get; init; }

    public long? TotalGone { get; init; }

    public QueryPlan? Plan { get; init; }
}

/// <summary>What de-duplication left out.</summary>
/// <param name="Links">Links that both interfaces logged.</param>
public sealed record Deduplication(long Links, Traffic Traffic);

/// <summary>
/// An address, or a group of them. Place and network are null for addresses that have none (private, unknown), and for groups that have several. Of a group's facts each is what all of its
/// addresses that have any agree upon.
/// </summary>
/// <param name="Id">The address, or the group's name: a prefix, an ENI, a country, …</param>
/// <param name="Kind">As <see cref="Flows.AddressKind"/>, lower camel case in JSON; of a group its least address's.</param>
/// <param name="AwsService">e.g. <c>EC2</c>, where the address is AWS's: see <see cref="Flows.Network"/>.</param>
/// <param name="AwsRegion">Where AWS says that the address is, e.g. <c>eu-west-1</c> or <c>GLOBAL</c>; <paramref name="Region"/> is the log's.</param>
/// <param name="Sent">All matching records that it is the source of, also in links that the limit left out.</param>
/// <param name="InterfaceId">The network interface whose own address it was seen as, where the records say.</param>
public sealed record GraphNode(
    string Id,
    Flows.AddressKind Kind,
    string? Country,
    string? City,
    uint? Asn,
    string? Organization,
    string? AwsService,
    string? AwsRegion,
    string? InterfaceId,
    string? Account,
    string? Region,
    Traffic Sent,
    Traffic Received)
{
    /// <summary>What the node is; <see cref="GraphGroup.Ip"/> also in a grouped graph for an address that is in no group, or that was expanded.</summary>
    public GraphGroup Group { get; init; }

    /// <summary>How many addresses the group has in the answer's records; 1 for an address.</summary>
    public long Addresses { get; init; } = 1;

    public string? VpcId { get; init; }

    public string? SubnetId { get; init; }

    public string? InstanceId { get; init; }

    /// <summary>Tag fields of the format (<c>instance-tag</c>, …) of the own interface, of an address; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The first matching record's start, and the last one's end; null for the ends of links that are gone.</summary>
    public DateTimeOffset? First { get; init; }

    public DateTimeOffset? Last { get; init; }
}

/// <summary>All records from one node to another under one port label.</summary>
/// <param name="Label">"443", "HP", "ICMP": see <see cref="Flows.ServicePort"/>.</param>
/// <param name="Service">The registered service's name, or null.</param>
/// <param name="Protocols">IANA numbers that occurred.</param>
/// <param name="Other">Records whose format has no action.</param>
/// <param name="First">The first record's start.</param>
/// <param name="Last">The last record's end.</param>
public sealed record GraphLink(
    string Source,
    string Target,
    string Label,
    string? Service,
    IReadOnlyList<int> Protocols,
    Traffic Accepted,
    Traffic Rejected,
    Traffic Other,
    DateTimeOffset First,
    DateTimeOffset Last)
{
    /// <summary>With a comparison; null without.</summary>
    public LinkChange? Change { get; init; }

    /// <summary>With a comparison: the same link's traffic in the earlier window.</summary>
    public TrafficByAction? Before { get; init; }
}

/// <summary>What became of a link since an earlier window.</summary>
public enum LinkChange
{
    Same,
    New,
    Gone,

    /// <summary>The query's measure is at least twice or at most half of what it was, the windows' lengths taken into account.</summary>
    Changed,
}
