using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>Answers CONNECT (MQTT 5.0, section 3.1.4): first what it says, then who says it.</summary>
internal static class ConnectHandler
{
    public static void Receive(ServerCore core, ServerConnection connection, byte header, ReadOnlySpan<byte> body)
    {
        if (header >> 4 != (int)MqttPacketType.Connect) throw PacketReader.ProtocolError("the first packet is no CONNECT (MQTT-3.1.0-1)");
        connection.Dialect = ConnectPacket.Dialect(body);
        var packet = ConnectPacket.Decode(header, body);
        connection.Learn(packet);
        var clientId = packet.ClientId;
        if (clientId.Length == 0)
        {
            // 3.1.1 lets the server name a client only with a clean session (MQTT-3.1.3-8).
            if (packet.Protocol == MqttProtocol.V311 && !packet.CleanStart) throw Refused(MqttReason.ClientIdentifierNotValid, "no client identifier, but a session to be kept");
            clientId = SessionRegistry.NewClientId();
        }

        if (packet.Properties.AuthenticationMethod is not null) throw Refused(MqttReason.BadAuthenticationMethod, "extended authentication is not spoken here");
        ConnectLimits.Check(core, packet);
        connection.BeginConnect(new PendingConnect(packet, clientId));
    }

    /// <exception cref="MqttProtocolException">Refused; the reason is for CONNACK.</exception>
    public static async ValueTask AnswerAsync(ServerCore core, ServerConnection connection, PendingConnect connect)
    {
        var (packet, clientId) = (connect.Packet, connect.ClientId);
        var rights = await AdmitAsync(core, connection, packet, clientId).ConfigureAwait(false);

        // 3.1.1: a session without "clean" lives until the client ends it.
        var asked = packet.Protocol == MqttProtocol.V5 ? packet.Properties.SessionExpiryInterval ?? 0 : packet.CleanStart ? 0 : uint.MaxValue;
        var expiry = rights?.MayKeepSession == false ? 0 : asked;
        var keepAlive = core.Limits.KeepAliveFor(packet.KeepAlive);
        connection.Accept(packet, clientId, rights, keepAlive);
        var (session, present) = core.Sessions.Attach(connection, clientId, packet.CleanStart, expiry);
        core.Storage?.Commit();

        var connack = new ConnackPacket
        {
            SessionPresent = present,
            Properties = new MqttProperties
            {
                MaximumQos = core.Limits.MaxQualityOfService < MqttQualityOfService.ExactlyOnce ? (byte)core.Limits.MaxQualityOfService : null,
                ReceiveMaximum = core.Limits.ReceiveMaximum,
                MaximumPacketSize = (uint)core.Limits.MaxPacketSize,
                TopicAliasMaximum = core.Limits.TopicAliasMaximum == 0 ? null : core.Limits.TopicAliasMaximum,
                AssignedClientIdentifier = packet.ClientId.Length == 0 ? clientId : null,
                SessionExpiryInterval = expiry == asked ? null : expiry,
                ServerKeepAlive = keepAlive == packet.KeepAlive ? null : keepAlive,
                ResponseInformation = packet.Properties.RequestResponseInformation == 1 ? core.Options.ResponseInformation : null,
            },
        };
        if (!connection.Output.Write((connack, packet.Protocol), static (c, output) => c.connack.Encode(output, c.Protocol)))
        {
            connection.Close(null, "it takes no packet as large as its CONNACK");
        }

        connection.Session = session;
    }

    public static MqttProtocolException Refused(byte reason, string why) => new(reason, why);

    private static async ValueTask<IMqttRights?> AdmitAsync(ServerCore core, ServerConnection connection, ConnectPacket packet, string clientId)
    {
        if (packet.Will is { } systems && SystemTopics.IsSystem(systems.Topic))
        {
            throw ClientLimits.Exceeded(RefusalCause.PublishRights, MqttReason.NotAuthorized, "a will for $SYS, which is the server's own");
        }

        if (core.Options.Authorizer is not { } authorizer) return null;
        var login = new MqttLogin
        {
            ClientId = clientId,
            UserName = packet.UserName,
            Password = packet.Password,
            User = connection.User,
            Address = connection.Address,
        };
        var admission = await authorizer.AdmitAsync(login, core.Stopping).ConfigureAwait(false);
        if (admission.Rights is not { } rights)
        {
            var cause = admission.ReasonCode switch
            {
                MqttReason.ConnectionRateExceeded => RefusalCause.LoginRate,
                MqttReason.ClientIdentifierNotValid => RefusalCause.ClientIdentifier,
                _ => RefusalCause.Login,
            };
            throw ClientLimits.Exceeded(cause, admission.ReasonCode, $"the client may not connect as {(packet.UserName is null ? "nobody" : $"'{packet.UserName}'")}");
        }

        if (packet.Will is { } will && !rights.MayPublish(will.Topic))
        {
            throw ClientLimits.Exceeded(RefusalCause.PublishRights, MqttReason.NotAuthorized, "the client may not publish its will");
        }

        return rights;
    }
}
