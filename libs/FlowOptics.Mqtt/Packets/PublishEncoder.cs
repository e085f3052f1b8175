using System.Buffers.Binary;
using System.Text;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Packets;

/// <summary>Writes PUBLISH packets from messages. The size is known first, so the payload is copied once.</summary>
internal static class PublishEncoder
{
    private const int AliasLength = 3;

    /// <param name="aliases">Null where the receiver takes none.</param>
    public static void Encode(
        OutputBuffer output, MqttMessage message, ushort packetId, bool duplicate, MqttProtocol protocol = MqttProtocol.V5, TopicAliases? aliases = null)
    {
        if (message.HasProperties && protocol == MqttProtocol.V5)
        {
            EncodeWithProperties(output, message, packetId, duplicate);
            return;
        }

        var isNewAlias = false;
        var alias = aliases?.Find(message.Topic, out isNewAlias) ?? 0;
        var topicBytes = alias == 0 || isNewAlias ? Encoding.UTF8.GetByteCount(message.Topic) : 0;
        if (topicBytes > ushort.MaxValue) throw TooLong(topicBytes);
        var hasId = message.QualityOfService > MqttQualityOfService.AtMostOnce;
        var properties = protocol == MqttProtocol.V311 ? 0 : alias == 0 ? 1 : 1 + AliasLength;
        var body = 2 + topicBytes + (hasId ? 2 : 0) + properties + message.Payload.Length;
        var lengthSize = VariableByteInteger.SizeOf((uint)body);
        var span = output.Take(1 + lengthSize + body);
        span[0] = FirstByte(message, duplicate);
        VariableByteInteger.Write(span.Slice(1, lengthSize), (uint)body);
        span = span[(1 + lengthSize)..];
        BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)topicBytes);
        if (topicBytes > 0) Encoding.UTF8.GetBytes(message.Topic, span[2..]);
        span = span[(2 + topicBytes)..];
        if (hasId)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, packetId);
            span = span[2..];
        }

        if (properties > 0) span[0] = (byte)(properties - 1);
        if (alias != 0)
        {
            span[1] = MqttPropertyId.TopicAlias;
            BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)alias);
        }

        message.Payload.Span.CopyTo(span[properties..]);
        if (isNewAlias) aliases!.Add(message.Topic);
    }

    public static MqttProperties PropertiesOf(MqttMessage message) => !message.HasProperties
        ? MqttProperties.None
        : new MqttProperties
        {
            PayloadFormatIndicator = message.IsText ? (byte)1 : null,
            MessageExpiryInterval = message.Expiry is { } expiry ? (uint)Math.Clamp(Math.Ceiling(expiry.TotalSeconds), 0, uint.MaxValue) : null,
            ContentType = message.ContentType,
            ResponseTopic = message.ResponseTopic,
            CorrelationData = message.CorrelationData?.ToArray(),
            UserProperties = message.UserProperties.Count == 0 ? null : [.. message.UserProperties],
        };

    private static void EncodeWithProperties(OutputBuffer output, MqttMessage message, ushort packetId, bool duplicate)
    {
        var before = output.Length;
        try
        {
            output.WriteByte(FirstByte(message, duplicate));
            var start = output.Length;
            output.WriteString(message.Topic);
            if (message.QualityOfService > MqttQualityOfService.AtMostOnce) output.WriteUInt16(packetId);
            MqttPropertiesWriter.Write(output, PropertiesOf(message));
            output.WriteBytes(message.Payload.Span);
            output.EndPacket(start);
        }
        catch
        {
            // Half a packet must not stand before the next one.
            output.Truncate(before);
            throw;
        }
    }

    private static byte FirstByte(MqttMessage message, bool duplicate) =>
        (byte)(((int)MqttPacketType.Publish << 4) | (duplicate ? 0x08 : 0) | ((int)message.QualityOfService << 1) | (message.Retain ? 1 : 0));

    private static MqttException TooLong(int bytes) => new($"a topic of {bytes} bytes is longer than MQTT's 65,535");
}
