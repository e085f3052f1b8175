using System.Buffers;
using System.Buffers.Binary;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Server;

/// <summary>Writes stored messages as one receiver's PUBLISH packets, straight into its connection's buffer.</summary>
internal sealed class MessageWriter(IBufferWriter<byte> output, MqttProtocol protocol, uint maxPacketSize, TopicAliases? aliases)
{
    private const int AliasLength = 3;
    private const int ExpiryLength = 5;

    /// <returns>The size of the packet; 0: nothing was written, since it is larger than the client takes.</returns>
    public int Write(in Sending sending, long now)
    {
        if (sending.Message is not { } message) return WriteRelease(sending.PacketId);
        var isNewAlias = false;
        var alias = aliases?.Find(message.Topic, out isNewAlias) ?? 0;
        var topic = alias == 0 || isNewAlias ? message.TopicBytes : [0, 0];
        var hasId = sending.PacketId != 0;
        var propertiesLength = protocol == MqttProtocol.V5 ? PropertiesLength(message, sending.SubscriptionIdentifiers) + (alias == 0 ? 0 : AliasLength) : 0;
        var lengthOfProperties = protocol == MqttProtocol.V5 ? VariableByteInteger.SizeOf((uint)propertiesLength) : 0;
        var body = topic.Length + (hasId ? 2 : 0) + lengthOfProperties + propertiesLength + message.Payload.Length;
        var lengthSize = VariableByteInteger.SizeOf((uint)body);
        var size = 1 + lengthSize + body;
        if (size > maxPacketSize) return 0;

        var span = output.GetSpan(size);
        span[0] = (byte)(((int)MqttPacketType.Publish << 4) | (sending.Duplicate ? 0x08 : 0) | ((int)sending.QualityOfService << 1) | (sending.Retain ? 0x01 : 0));
        VariableByteInteger.Write(span.Slice(1, lengthSize), (uint)body);
        span = span[(1 + lengthSize)..];
        topic.CopyTo(span);
        span = span[topic.Length..];
        if (hasId)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, sending.PacketId);
            span = span[2..];
        }

        if (protocol == MqttProtocol.V5)
        {
            VariableByteInteger.Write(span[..lengthOfProperties], (uint)propertiesLength);
            span = span[lengthOfProperties..];
            WriteProperties(span[..propertiesLength], message, sending.SubscriptionIdentifiers, alias, now);
            span = span[propertiesLength..];
        }

        message.Payload.CopyTo(span);
        output.Advance(size);
        if (isNewAlias) aliases!.Add(message.Topic);
        return size;
    }

    private int WriteRelease(ushort packetId)
    {
        var span = output.GetSpan(4);
        span[0] = ((int)MqttPacketType.Pubrel << 4) | 0x02;
        span[1] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], packetId);
        output.Advance(4);
        return 4;
    }

    private static int PropertiesLength(StoredMessage message, uint[]? identifiers)
    {
        var length = message.Properties.Length + (message.ExpiresAt == StoredMessage.NoExpiry ? 0 : ExpiryLength);
        foreach (var identifier in identifiers ?? []) length += 1 + VariableByteInteger.SizeOf(identifier);
        return length;
    }

    private static void WriteProperties(Span<byte> span, StoredMessage message, uint[]? identifiers, int alias, long now)
    {
        if (message.ExpiresAt != StoredMessage.NoExpiry)
        {
            span[0] = MqttPropertyId.MessageExpiryInterval;
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)Math.Max(0, (message.ExpiresAt - now + 999) / 1000));
            span = span[ExpiryLength..];
        }

        if (alias != 0)
        {
            span[0] = MqttPropertyId.TopicAlias;
            BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)alias);
            span = span[AliasLength..];
        }

        foreach (var identifier in identifiers ?? [])
        {
            var size = VariableByteInteger.SizeOf(identifier);
            span[0] = MqttPropertyId.SubscriptionIdentifier;
            VariableByteInteger.Write(span.Slice(1, size), identifier);
            span = span[(1 + size)..];
        }

        message.Properties.CopyTo(span);
    }
}
