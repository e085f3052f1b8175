using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>Which end of a conversation serves, and how its port is labelled. The one place where both rules stand (docs/architecture.md).</summary>
/// <remarks>
/// <para>The rule, in order; the first that says something wins:</para>
/// <list type="number">
/// <item>tcp-flags. The server never sends a SYN without ACK: with SYN-ACK (18, 19) the source serves, with SYN alone (2, 3) the destination.</item>
/// <item>The one registered port. Registered is below 1024, or in the table of IANA's better-known registrations.</item>
/// <item>The lower port, where both are registered.</item>
/// <item>flow-direction, where both have the same registered port (DNS, NTP, IKE between servers): the end that owns the interface.</item>
/// </list>
/// <para>
/// flow-direction comes last because it says whose interface was watched, not who serves: an interface's own client traffic is egress, with the
/// server at the far end. Before the ports it would name the ephemeral port of each client in the VPC, and the two interfaces of one flow
/// would disagree. Where both ports are the same, it names an end without touching the label, and the record and its reverse record on one interface
/// (ingress one, egress the other) name the same end.
/// </para>
/// <para>Without flags, a record and its reverse record always name the same port.</para>
/// </remarks>
public static class ServicePort
{
    /// <summary>The label of a link whose service port is not known: "high port", as flow-optics wrote it.</summary>
    public const string HighPort = "HP";

    internal const byte Syn = 2;
    internal const byte Ack = 16;

    // One string a port that was ever asked for, so that labels of a million records cost no million strings. Races write equal strings.
    private static readonly string?[] Numbers = new string?[ushort.MaxValue + 1];

    /// <summary>The server's side by the rule above; Unknown where nothing says, and for a protocol without ports.</summary>
    /// <param name="tcpFlags">0 where the format has none.</param>
    public static ServiceSide SideOf(byte protocol, ushort srcPort, ushort dstPort, byte tcpFlags, FlowDirection direction)
    {
        if (!HasPorts(protocol, srcPort, dstPort)) return ServiceSide.Unknown;
        if ((tcpFlags & Syn) != 0 && protocol is IpProtocol.Tcp or IpProtocol.NotRecorded)
            return (tcpFlags & Ack) != 0 ? ServiceSide.Source : ServiceSide.Destination;

        var sourceRegistered = IsRegistered(srcPort);
        var destinationRegistered = IsRegistered(dstPort);
        if (sourceRegistered != destinationRegistered) return sourceRegistered ? ServiceSide.Source : ServiceSide.Destination;
        if (!sourceRegistered) return ServiceSide.Unknown;
        if (srcPort != dstPort) return srcPort < dstPort ? ServiceSide.Source : ServiceSide.Destination;
        return direction == FlowDirection.Egress ? ServiceSide.Source : ServiceSide.Destination;
    }

    /// <summary><see cref="SideOf"/> of each record of a batch.</summary>
    /// <exception cref="ArgumentException"><paramref name="sides"/> is shorter than the batch.</exception>
    public static void SidesOf(FlowBatch batch, Span<ServiceSide> sides) => ServiceSides.Of(batch, sides);

    /// <summary><c>label=service</c>: the service port's number, HP where unknown, "ICMP" or "ICMPv6" for those, the protocol's name where it has no ports.</summary>
    /// <remarks>HP also where both ports are above 1023 and neither is registered, even if the flags say who serves: such ports come and go.</remarks>
    public static string ServiceLabel(byte protocol, ushort srcPort, ushort dstPort, ServiceSide side)
    {
        if (!HasPorts(protocol, srcPort, dstPort)) return IpProtocol.NameOf(protocol);
        return LabelPort(srcPort, dstPort, side) is var port and >= 0 ? Number((ushort)port) : HighPort;
    }

    /// <summary>The service port of a protocol that has ports (<see cref="HasPorts"/>), as <see cref="ServiceLabel"/> gives it; −1 for HP.</summary>
    public static int LabelPort(ushort srcPort, ushort dstPort, ServiceSide side)
    {
        if (side == ServiceSide.Unknown || (srcPort > 1023 && dstPort > 1023 && !IsRegistered(srcPort) && !IsRegistered(dstPort))) return -1;
        return side == ServiceSide.Source ? srcPort : dstPort;
    }

    /// <summary><c>label=source</c>, flow-optics' rule: the source port, HP above 1023; null (record left out) for source port 0.</summary>
    public static string? SourceLabel(ushort srcPort) => srcPort switch
    {
        0 => null,
        > 1023 => HighPort,
        _ => Number(srcPort),
    };

    /// <summary>The registered service's short name ("https", "ssh"), or null. TCP and UDP.</summary>
    public static string? NameOf(byte protocol, ushort port) => protocol switch
    {
        IpProtocol.Tcp => RegisteredPorts.Tcp.GetValueOrDefault(port),
        IpProtocol.Udp => RegisteredPorts.Udp.GetValueOrDefault(port),
        _ => null,
    };

    /// <summary>Whether a port counts as a service's by itself: 1 to 1023, or in the table of registrations (TCP's or UDP's).</summary>
    public static bool IsRegistered(ushort port) => RegisteredPorts.IsService(port);

    /// <summary>Whether a record's ports mean something. A format may have ports but no protocol; then the ports speak for themselves.</summary>
    public static bool HasPorts(byte protocol, ushort srcPort, ushort dstPort) =>
        IpProtocol.HasPorts(protocol) || (protocol == IpProtocol.NotRecorded && (srcPort | dstPort) != 0);

    private static string Number(ushort port) => Numbers[port] ??= port.ToString(CultureInfo.InvariantCulture);
}
