using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>Answers CONNECT (MQTT 5.0, section 3.1.4).</summary>
internal static class ConnectHandler
{
    public static void Handle(ServerCore core, ServerConnection connection, byte header, ReadOnlySpan<byte> body)
    {
        if (header >> 4 != (int)MqttPacketType.Connect) throw PacketReader.ProtocolError("the first packet is no CONNECT (MQTT-3.1.0-1)");
        var packet = ConnectPacket.Decode(header, body);
        connection.Protocol = packet.Protocol;
        var clientId = packet.ClientId;
        if (clientId.Length == 0)
        {
            // 3.1.1 lets the server name a client only with a clean session (MQTT-3.1.3-8).
            if (packet.Protocol == MqttProtocol.V311 && !packet.CleanStart) throw Refused(MqttReason.ClientIdentifierNotValid, "no client identifier, but a session to be kept");
            clientId = SessionRegistry.NewClientId();
        }

        if (packet.Properties.AuthenticationMethod is not null) throw Refused(MqttReason.BadAuthenticationMethod, "extended authentication is not spoken here");
        Authorize(core, connection, packet, clientId);

        // 3.1.1: a session without "clean" lives until the client ends it.
        var expiry = packet.Protocol == MqttProtocol.V5 ? packet.Properties.SessionExpiryInterval ?? 0 : packet.CleanStart ? 0 : uint.MaxValue;
        connection.Accept(packet, clientId);
        var (session, present) = core.Sessions.Attach(connection, clientId, packet.CleanStart, expiry);
        core.Storage?.Commit();

        var connack = new ConnackPacket
        {
            SessionPresent = present,
            Properties = new MqttProperties
            {
                ReceiveMaximum = core.Options.ReceiveMaximum,
                MaximumPacketSize = (uint)core.Options.MaxPacketSize,
                AssignedClientIdentifier = packet.ClientId.Length == 0 ? clientId : null,
            },
        };
        connection.Output.Write((connack, packet.Protocol), static (c, output) => c.connack.Encode(output, c.Protocol));
        connection.Session = session;
    }

    public static MqttProtocolException Refused(byte reason, string why) => new(reason, why);

    private static void Authorize(ServerCore core, ServerConnection connection, ConnectPacket packet, string clientId)
    {
        if (core.Options.Authorizer is not { } authorizer) return;
        if (!authorizer.MayConnect(clientId, packet.UserName, packet.Password, connection.User))
        {
            throw Refused(packet.UserName is null ? MqttReason.NotAuthorized : MqttReason.BadUserNameOrPassword, "the client may not connect");
        }

        if (packet.Will is { } will && !authorizer.MayPublish(clientId, connection.User, will.Topic))
        {
            throw Refused(MqttReason.NotAuthorized, "the client may not publish its will");
        }
    }
}
