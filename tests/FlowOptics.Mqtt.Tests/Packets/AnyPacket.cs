using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Tests.Packets;

internal static class AnyPacket
{
    public static void Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol = MqttProtocol.V5)
    {
        switch ((MqttPacketType)(header >> 4))
        {
            case MqttPacketType.Connect: ConnectPacket.Decode(header, body); break;
            case MqttPacketType.Connack: ConnackPacket.Decode(header, body, protocol); break;
            case MqttPacketType.Publish: PublishPacket.Decode(header, body, protocol); break;
            case MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubrel or MqttPacketType.Pubcomp:
                AcknowledgementPacket.Decode(header, body, protocol);
                break;
            case MqttPacketType.Subscribe: SubscribePacket.Decode(header, body, protocol); break;
            case MqttPacketType.Suback or MqttPacketType.Unsuback: SubackPacket.Decode(header, body, protocol); break;
            case MqttPacketType.Unsubscribe: UnsubscribePacket.Decode(header, body, protocol); break;
            case MqttPacketType.Pingreq or MqttPacketType.Pingresp: PingPacket.Check(header, body); break;
            case MqttPacketType.Disconnect or MqttPacketType.Auth: DisconnectPacket.Decode(header, body, protocol); break;
            default: throw PacketReader.ProtocolError("packet type 0");
        }
    }
}
