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

    public static void WriteAcknowledged(OutputBuffer output, long id, uint session)
    {
        output.WriteByte(Acknowledged);
        WriteInt64(output, id);
        output.WriteUInt32(session);
    }

    public static void Write(OutputBuffer output, StoredMessage message)
    {
        output.WriteByte((byte)message.QualityOfService);
        output.WriteByte(message.Retain ? (byte)1 : (byte)0);
        WriteInt64(output, message.ExpiresAt);
        output.WriteUInt32((uint)message.PayloadStart);
        output.WriteBytes(message.Data);
    }

    public static StoredMessage Read(ref PacketReader reader)
    {
        var qualityOfService = (MqttQualityOfService)reader.ReadByte();
        var retain = reader.ReadByte() == 1;
        var expiresAt = ReadInt64(ref reader);
        var payloadStart = (int)reader.ReadUInt32();
        var data = reader.Rest.ToArray();
        var topic = Encoding.UTF8.GetString(data.AsSpan(2, BinaryPrimitives.ReadUInt16BigEndian(data)));
        return new StoredMessage(topic, data, payloadStart, qualityOfService, retain, expiresAt);
    }

    public static Receiver ReadReceiver(ref PacketReader reader)
    {
        var session = reader.ReadUInt32();
        var retain = reader.ReadByte() == 1;
        var identifiers = new uint[reader.ReadByte()];
        for (var i = 0; i < identifiers.Length; i++) identifiers[i] = reader.ReadUInt32();
        return new Receiver(session, retain, identifiers.Length == 0 ? null : identifiers);
    }

    public static long ReadInt64(ref PacketReader reader) => BinaryPrimitives.ReadInt64BigEndian(reader.ReadBytes(8));

    private static void WriteInt64(OutputBuffer output, long value) => BinaryPrimitives.WriteInt64BigEndian(output.Take(8), value);

    private static void WriteReceiver(OutputBuffer output, in Receiver receiver)
    {
        var identifiers = receiver.SubscriptionIdentifiers ?? [];
        output.WriteUInt32(receiver.Session);
        output.WriteByte(receiver.Retain ? (byte)1 : (byte)0);
        output.WriteByte((byte)Math.Min(identifiers.Length, byte.MaxValue));
        foreach (var identifier in identifiers.AsSpan(0, Math.Min(identifiers.Length, byte.MaxValue))) output.WriteUInt32(identifier);
    }
}
