using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Connections;

namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>What one PUBLISH may be, whatever its topic.</summary>
internal static class PublishLimits
{
    /// <returns>False: it is to be ignored.</returns>
    /// <exception cref="MqttProtocolException">Its connection is to end.</exception>
    public static bool Check(ServerCore core, ServerConnection connection, in PublishPacket packet)
    {
        if (packet.Payload.Length > core.Limits.MaxPayloadSize)
        {
            throw ClientLimits.Exceeded(
                RefusalCause.PacketSize, MqttReason.PacketTooLarge, $"a payload of {packet.Payload.Length} bytes is larger than the {core.Limits.MaxPayloadSize} allowed");
        }

        // All of them are not larger than what all properties are.
        if (packet.RawProperties.Length > core.Options.MaxUserPropertySize) ClientLimits.CheckUserProperties(core.Options, packet.Properties);
        if (packet.QualityOfService <= core.Limits.MaxQualityOfService) return true;
        const string why = "QoS 2, which this server's profile does not speak";
        if (connection.Protocol == MqttProtocol.V5) throw ClientLimits.Exceeded(RefusalCause.QualityOfService, MqttReason.QosNotSupported, why);
        core.Refusals.Add(RefusalCause.QualityOfService, connection.Peer, why);
        core.Counters.AddDropped();
        return false;
    }
}
