using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>A CONNECT that is well-formed and not answered yet.</summary>
/// <param name="ClientId">The client's own, or the one that it is given.</param>
internal sealed record PendingConnect(ConnectPacket Packet, string ClientId);
