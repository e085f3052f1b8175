namespace FlowOptics.Lake;

/// <summary>What a node of a graph is.</summary>
public enum GraphGroup
{
    /// <summary>An address.</summary>
    Ip,

    /// <summary>A prefix: the query's own where one contains the address (the most specific), else its /24 (IPv4) or /64 (IPv6).</summary>
    Subnet,

    /// <summary>
    /// The network interface whose own address it was seen as, in the question's range, account and region, whatever else it asks: see <see cref="GraphOwners"/> for which of several.
    /// Addresses that have none stay addresses; so in all that follow.
    /// </summary>
    Eni,

    Instance,

    Vpc,

    /// <summary>A tag's value: the query's <see cref="GraphQuery.Tag"/> says which field.</summary>
    Tag,

    /// <summary>ISO 3166-1 alpha-2, as the records have it.</summary>
    Country,

    /// <summary><c>AS13335</c>.</summary>
    Asn,

    /// <summary>The AWS service that the address belongs to.</summary>
    Service,
}
