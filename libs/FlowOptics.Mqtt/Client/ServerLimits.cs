using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>What the server's CONNACK allows (MQTT 5.0, section 3.2.2.3).</summary>
internal sealed record ServerLimits(int ReceiveMaximum, uint MaximumPacketSize, int MaximumQos, bool RetainAvailable)
{
    public static readonly ServerLimits None = new(ushort.MaxValue, uint.MaxValue, 2, true);

    public static ServerLimits From(MqttProperties properties) => new(
        properties.ReceiveMaximum ?? ushort.MaxValue,
        properties.MaximumPacketSize ?? uint.MaxValue,
        properties.MaximumQos ?? 2,
        properties.RetainAvailable != 0);
}
