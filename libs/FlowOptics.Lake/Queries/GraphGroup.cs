namespace FlowOptics.Lake;

/// <summary>What a node of a graph is.</summary>
public enum GraphGroup
{
    /// <summary>An address.</summary>
    Ip,

    /// <summary>A prefix: the query's own where one contains the address (the most specific), else its /24 (IPv4) or /64 (IPv6).</summary>
    Subnet,

    /// <summary>The network interface whose own address it was seen as. Addresses that have none stay addresses; so in the next three.</summary>
    Eni,

    Instance,

    Vpc,

    /// <summary>A tag's value: the query's <see cref="GraphQuery.Tag"/> says which field.</summary>
    Tag,

    Country,

    Asn,

    /// <summary>The AWS service that the address belongs to.</summary>
    Service,
}
