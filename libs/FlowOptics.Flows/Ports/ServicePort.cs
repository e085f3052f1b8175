namespace FlowOptics.Flows;

/// <summary>Which end of a conversation serves, and how its port is labelled. The one place where both rules stand (docs/architecture.md).</summary>
public static class ServicePort
{
    /// <summary>The label of a link whose service port is not known: "high port", as flow-optics wrote it.</summary>
    public const string HighPort = "HP";

    /// <summary>
    /// The server's side: by tcp-flags (SYN without ACK: destination; SYN-ACK: source), then flow-direction, then the one registered
    /// port, then the lower port where one is below 1024.
    /// </summary>
    public static ServiceSide SideOf(byte protocol, ushort srcPort, ushort dstPort, byte tcpFlags, FlowDirection direction) => throw new NotImplementedException();

    /// <summary><c>label=service</c>: the service port's number, HP where unknown, "ICMP" or "ICMPv6" for those, the protocol's name where it has no ports.</summary>
    public static string ServiceLabel(byte protocol, ushort srcPort, ushort dstPort, ServiceSide side) => throw new NotImplementedException();

    /// <summary><c>label=source</c>, flow-optics' rule: the source port, HP above 1023; null (record left out) for source port 0.</summary>
    public static string? SourceLabel(ushort srcPort) => throw new NotImplementedException();

    /// <summary>The registered service's short name ("https", "ssh"), or null. TCP and UDP.</summary>
    public static string? NameOf(byte protocol, ushort port) => throw new NotImplementedException();
}
