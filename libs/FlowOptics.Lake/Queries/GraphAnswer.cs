namespace FlowOptics.Lake;

/// <summary>Links between addresses, and the addresses with their facts. Totals cover all matching records, also those of links that the limit left out.</summary>
public sealed record GraphAnswer(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<GraphLink> Links,
    long TotalLinks,
    Traffic Accepted,
    Traffic Rejected,
    Traffic Other);

/// <summary>An address. Place and network are null for addresses that have none (private, unknown).</summary>
/// <param name="Kind">As <see cref="Flows.AddressKind"/>, lower camel case in JSON.</param>
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
    Traffic Received);

/// <summary>All records from one address to another under one port label.</summary>
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
    DateTimeOffset Last);
