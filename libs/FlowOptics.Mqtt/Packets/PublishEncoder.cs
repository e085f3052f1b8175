using System.Buffers.Binary;
using System.Text;

namespace FlowOptics.Mqtt.Packets;

/// <summary>Writes PUBLISH packets of 5.0 from messages. The size is known first, so the payload is copied once.</summary>
internal static class PublishEncoder
{
    public static void Encode(OutputBuffer output, MqttMessage message, ushort packetId, bool duplicate)
    {
        if (message.UserProperties.Count > 0 || message.ContentType is not null)
        {
            EncodeWithProperties(output, message, packetId, duplicate);
            return;
        }

        var topicBytes = Encoding.UTF8.GetByteCount(message.Topic);
        var hasId = message.QualityOfService > MqttQualityOfService.AtMostOnce;
        var body = 2 + topicBytes + (hasId ? 2 : 0) + 1 + message.Payload.Length;
        var lengthSize = VariableByteInteger.SizeOf((uint)body);
        var span = output.Take(1 + lengthSize + body);
        span[0] = FirstByte(message, duplicate);
        VariableByteInteger.Write(span.Slice(1, lengthSize), (uint)body);
        span = span[(1 + lengthSize)..];
        BinaryPrimitives.WriteUInt16BigEndian(span, checked((ushort)topicBytes));
        Encoding.UTF8.GetBytes(message.Topic, span[2..]);
        span = span[(2 + topicBytes)..];
        if (hasId)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, packetId);
            span = span[2..];
        }

        span[0] = 0;
        message.Payload.Span.CopyTo(span[1..]);
    }

    public static MqttProperties PropertiesOf(MqttMessage message) =>
        message.UserProperties.Count == 0 && message.ContentType is null
            ? MqttProperties.None
            : new MqttProperties
            {
                ContentType = message.ContentType,
                UserProperties = message.UserProperties.Count == 0 ? null : [.. message.UserProperties],
            };

    private static void EncodeWithProperties(OutputBuffer output, MqttMessage message, ushort packetId, bool duplicate)
    {
        output.WriteByte(FirstByte(message, duplicate));
        var start = output.Length;
        output.WriteString(message.Topic);
        if (message.QualityOfService > MqttQualityOfService.AtMostOnce) output.WriteUInt16(packetId);
        MqttPropertiesWriter.Write(output, PropertiesOf(message));
        output.WriteBytes(message.Payload.Span);
        output.EndPacket(start);
    }

    private static byte FirstByte(MqttMessage message, bool duplicate) =>
        (byte)(((int)MqttPacketType.Publish << 4) | (duplicate ? 0x08 : 0) | ((int)message.QualityOfService << 1) | (message.Retain ? 1 : 0));
}
