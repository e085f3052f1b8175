using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>What the product needs to know of IP's protocols (https://www.iana.org/assignments/protocol-numbers).</summary>
public static class IpProtocol
{
    /// <summary>0: what a record has whose format lacks the field (as a protocol, hop-by-hop options, it never stands in a flow log).</summary>
    public const byte NotRecorded = 0;

    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte IcmpV6 = 58;

    private const byte Dccp = 33;
    private const byte Sctp = 132;
    private const byte UdpLite = 136;

    /// <summary>Whether the protocol's packets carry ports.</summary>
    public static bool HasPorts(byte protocol) => protocol is Tcp or Udp or Sctp or UdpLite or Dccp;

    /// <summary>IANA's keyword as people write it ("TCP", "ICMPv6", "GRE"), else "protocol 99".</summary>
    public static string NameOf(byte protocol) => protocol switch
    {
        Icmp => "ICMP",
        2 => "IGMP",
        4 => "IPv4",
        Tcp => "TCP",
        8 => "EGP",
        Udp => "UDP",
        Dccp => "DCCP",
        41 => "IPv6",
        46 => "RSVP",
        47 => "GRE",
        50 => "ESP",
        51 => "AH",
        IcmpV6 => "ICMPv6",
        88 => "EIGRP",
        89 => "OSPF",
        94 => "IPIP",
        103 => "PIM",
        108 => "IPComp",
        112 => "VRRP",
        115 => "L2TP",
        Sctp => "SCTP",
        UdpLite => "UDPLite",
        137 => "MPLS-in-IP",
        _ => $"protocol {protocol.ToString(CultureInfo.InvariantCulture)}",
    };
}
