using System.Buffers.Binary;
using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>The records of the message log, and the form of a message in both logs.</summary>
internal static class MessageRecords
{
    /// <summary>A message and all who wait for it; under a known id (after a move), in place of what was known.</summary>
    public const byte Message = 1;

    /// <summary>One more waits for a message.</summary>
    public const byte Also = 2;

    /// <summary>One has it.</summary>
    public const byte Acknowledged = 3;

    /// <summary>A QoS 2 message goes out to one who waits for it, under a packet identifier that it keeps.</summary>
    public const byte Sent = 4;

    private const byte IsRetained = 1;
    private const byte IsExactlyOnce = 2;
    private const byte HasPacketId = 4;
    private const byte HasOrigin = 2;

    public static void WriteMessage(OutputBuffer output, LoggedMessage logged)
    {
        output.WriteByte(Message);
        WriteInt64(output, logged.Id);
        output.WriteUInt16(logged.Receivers.Length);
        foreach (var receiver in logged.Receivers) WriteReceiver(output, receiver);
        Write(output, logged.Message!);
    }

    public static void WriteAlso(OutputBuffer output, long id, in Receiver receiver)
    {
        output.WriteByte(Also);
        WriteInt64(output, id);
        WriteReceiver(output, receiver);
    }

    public static void WriteAcknowledged(OutputBuffer output, long id, uint session, ushort packetId)
    {
        output.WriteByte(Acknowledged);
        WriteInt64(output, id);
        output.WriteUInt32(session);
        output.WriteUInt16(packetId);
    }

    public static void WriteSent(OutputBuffer output, long id, uint session, ushort packetId)
    {
        output.WriteByte(Sent);
        WriteInt64(output, id);
        output.WriteUInt32(session);
        output.WriteUInt16(packetId);
    }

    public static void Write(OutputBuffer output, StoredMessage message)
    {
        output.WriteByte((byte)message.QualityOfService);
        output.WriteByte((byte)((message.Retain ? IsRetained : 0) | (message.Origin is null ? 0 : HasOrigin)));
        if (message.Origin is { } origin)
        {
            output.WriteUInt32(origin.Session);
            output.WriteUInt16(origin.PacketId);
        }

        WriteInt64(output, message.ExpiresAt);
        output.WriteUInt32((uint)message.PayloadStart);
        output.WriteBytes(message.Data);
    }

    public static StoredMessage Read(ref PacketReader reader)
    {
        var qualityOfService = (MqttQualityOfService)reader.ReadByte();
        var flags = reader.ReadByte();
        MessageOrigin? origin = (flags & HasOrigin) != 0 ? new MessageOrigin(reader.ReadUInt32(), reader.ReadUInt16()) : null;
        var expiresAt = ReadInt64(ref reader);
        var payloadStart = (int)reader.ReadUInt32();
        var data = reader.Rest.ToArray();
        var topic = Encoding.UTF8.GetString(data.AsSpan(2, BinaryPrimitives.ReadUInt16BigEndian(data)));
        return new StoredMessage(topic, data, payloadStart, qualityOfService, (flags & IsRetained) != 0, expiresAt) { Origin = origin };
    }

    public static Receiver ReadReceiver(ref PacketReader reader)
    {
        var session = reader.ReadUInt32();
        var flags = reader.ReadByte();
        var packetId = (flags & HasPacketId) != 0 ? reader.ReadUInt16() : (ushort)0;
        var identifiers = new uint[reader.ReadByte()];
        for (var i = 0; i < identifiers.Length; i++) identifiers[i] = reader.ReadUInt32();
        var qualityOfService = (flags & IsExactlyOnce) != 0 ? MqttQualityOfService.ExactlyOnce : MqttQualityOfService.AtLeastOnce;
        return new Receiver(session, qualityOfService, (flags & IsRetained) != 0, identifiers.Length == 0 ? null : identifiers, packetId);
    }

    public static long ReadInt64(ref PacketReader reader) => BinaryPrimitives.ReadInt64BigEndian(reader.ReadBytes(8));

    public static void WriteInt64(OutputBuffer output, long value) => BinaryPrimitives.WriteInt64BigEndian(output.Take(8), value);

    private static void WriteReceiver(OutputBuffer output, in Receiver receiver)
    {
        var identifiers = receiver.SubscriptionIdentifiers ?? [];
        output.WriteUInt32(receiver.Session);
        output.WriteByte((byte)((receiver.Retain ? IsRetained : 0)
            | (receiver.QualityOfService == MqttQualityOfService.ExactlyOnce ? IsExactlyOnce : 0)
            | (receiver.PacketId != 0 ? HasPacketId : 0)));
        if (receiver.PacketId != 0) output.WriteUInt16(receiver.PacketId);
        output.WriteByte((byte)Math.Min(identifiers.Length, byte.MaxValue));
        foreach (var identifier in identifiers.AsSpan(0, Math.Min(identifiers.Length, byte.MaxValue))) output.WriteUInt32(identifier);
    }
}
