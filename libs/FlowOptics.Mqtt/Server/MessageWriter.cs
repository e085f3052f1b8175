using System.Buffers;
using System.Buffers.Binary;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>Writes a stored message as a receiver's PUBLISH, straight into its connection's buffer.</summary>
internal static class MessageWriter
{
    /// <returns>The size of the packet; nothing was written where it is larger than <paramref name="maxPacketSize"/>.</returns>
    public static int Write(IBufferWriter<byte> output, in Sending sending, MqttProtocol protocol, uint maxPacketSize, long now)
    {
        var message = sending.Message;
        var hasId = sending.PacketId != 0;
        var propertiesLength = protocol == MqttProtocol.V5 ? PropertiesLength(sending) : 0;
        var lengthOfProperties = protocol == MqttProtocol.V5 ? VariableByteInteger.SizeOf((uint)propertiesLength) : 0;
        var body = message.TopicBytes.Length + (hasId ? 2 : 0) + lengthOfProperties + propertiesLength + message.Payload.Length;
        var lengthSize = VariableByteInteger.SizeOf((uint)body);
        var size = 1 + lengthSize + body;
        if (size > maxPacketSize) return size;

        var span = output.GetSpan(size);
        span[0] = (byte)(((int)MqttPacketType.Publish << 4) | (sending.Duplicate ? 0x08 : 0) | (hasId ? 0x02 : 0) | (sending.Retain ? 0x01 : 0));
        VariableByteInteger.Write(span.Slice(1, lengthSize), (uint)body);
        span = span[(1 + lengthSize)..];
        message.TopicBytes.CopyTo(span);
        span = span[message.TopicBytes.Length..];
        if (hasId)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, sending.PacketId);
            span = span[2..];
        }

        if (protocol == MqttProtocol.V5)
        {
            VariableByteInteger.Write(span[..lengthOfProperties], (uint)propertiesLength);
            span = span[lengthOfProperties..];
            WriteProperties(span[..propertiesLength], sending, now);
            span = span[propertiesLength..];
        }

        message.Payload.CopyTo(span);
        output.Advance(size);
        return size;
    }

    private static int PropertiesLength(in Sending sending)
    {
        var length = sending.Message.Properties.Length + (sending.Message.ExpiresAt == StoredMessage.NoExpiry ? 0 : 5);
        foreach (var identifier in sending.SubscriptionIdentifiers ?? []) length += 1 + VariableByteInteger.SizeOf(identifier);
        return length;
    }

    private static void WriteProperties(Span<byte> span, in Sending sending, long now)
    {
        if (sending.Message.ExpiresAt != StoredMessage.NoExpiry)
        {
            span[0] = MqttPropertyId.MessageExpiryInterval;
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)Math.Max(0, (sending.Message.ExpiresAt - now + 999) / 1000));
            span = span[5..];
        }

        foreach (var identifier in sending.SubscriptionIdentifiers ?? [])
        {
            var size = VariableByteInteger.SizeOf(identifier);
            span[0] = MqttPropertyId.SubscriptionIdentifier;
            VariableByteInteger.Write(span.Slice(1, size), identifier);
            span = span[(1 + size)..];
        }

        sending.Message.Properties.CopyTo(span);
    }
}
