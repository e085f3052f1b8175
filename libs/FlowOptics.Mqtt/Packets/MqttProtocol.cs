namespace FlowOptics.Mqtt.Packets;

/// <summary>The protocol level of a CONNECT (3.1.2.2).</summary>
internal enum MqttProtocol : byte
{
    V311 = 4,
    V5 = 5,
}
