namespace FlowOptics.Flows;

/// <summary>What range an address is of (IANA special-purpose registries, RFC 6890).</summary>
public enum AddressKind : byte
{
    /// <summary>Globally routed: has a place and a network.</summary>
    Public,

    /// <summary>RFC 1918 and IPv6 unique local (RFC 4193).</summary>
    Private,

    /// <summary>Carrier-grade NAT, 100.64.0.0/10 (RFC 6598).</summary>
    SharedNat,

    LinkLocal,

    Loopback,

    Multicast,

    /// <summary>RFC 5737 and RFC 3849.</summary>
    Documentation,

    /// <summary>Anything else that is not globally routed (0.0.0.0/8, 240.0.0.0/4, benchmarking, …).</summary>
    Reserved,
}
