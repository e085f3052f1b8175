using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>What a CONNECT may ask for.</summary>
internal static class ConnectLimits
{
    /// <exception cref="MqttProtocolException">It asks for more; the reason is for CONNACK.</exception>
    public static void Check(ServerCore core, ConnectPacket packet)
    {
        var limits = core.Limits;
        if (Encoding.UTF8.GetByteCount(packet.ClientId) > limits.MaxClientIdSize)
        {
            throw ClientLimits.Exceeded(
                RefusalCause.ClientIdentifier, MqttReason.ClientIdentifierNotValid, $"the client identifier has more than {limits.MaxClientIdSize} bytes");
        }

        ClientLimits.CheckUserProperties(core.Options, packet.Properties);
        if (packet.Will is not { } will) return;
        ClientLimits.CheckTopic(limits, will.Topic);
        ClientLimits.CheckUserProperties(core.Options, will.Properties);
        if (will.Payload.Length > limits.MaxPayloadSize)
        {
            throw ClientLimits.Exceeded(RefusalCause.PacketSize, MqttReason.PacketTooLarge, $"the will's payload has more than {limits.MaxPayloadSize} bytes");
        }

        if (will.QualityOfService > limits.MaxQualityOfService)
        {
            // MQTT-3.2.2-12.
            throw ClientLimits.Exceeded(RefusalCause.QualityOfService, MqttReason.QosNotSupported, "a will at QoS 2, which is not spoken here");
        }
    }
}
