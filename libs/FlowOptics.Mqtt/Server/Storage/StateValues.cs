using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>The values of state.log.</summary>
internal static class StateValues
{
    private const long Absent = -1;
    private const byte NoLocal = 1;
    private const byte RetainAsPublished = 2;

    public static byte[] Number(long number) => Written(output => MessageRecords.WriteInt64(output, number));

    public static byte[] Message(StoredMessage message) => Written(output => MessageRecords.Write(output, message));

    public static byte[] Session(Session session) => Written(output =>
    {
        output.WriteUInt32(session.Number);
        output.WriteString(session.ClientId);
        output.WriteUInt32(session.ExpirySeconds);
        MessageRecords.WriteInt64(output, session.ExpiresAt);
        if (session.Owner is not null) output.WriteString(session.Owner);
    });

    /// <summary>Version 0.1 wrote neither time nor owner: a session's own time began anew with each start of the server.</summary>
    public static (uint Number, string ClientId, uint ExpirySeconds, long ExpiresAt, string? Owner) ReadSession(ReadOnlySpan<byte> value)
    {
        var reader = new PacketReader(value);
        var (number, clientId, expirySeconds) = (reader.ReadUInt32(), reader.ReadString(), reader.ReadUInt32());
        var expiresAt = reader.Remaining > 0 ? MessageRecords.ReadInt64(ref reader) : long.MaxValue;
        return (number, clientId, expirySeconds, expiresAt, reader.Remaining > 0 ? reader.ReadString() : null);
    }

    public static byte[] Subscription(ServerSubscription subscription) => Written(output =>
    {
        output.WriteUInt32(subscription.Session.Number);
        output.WriteString(subscription.Filter);
        output.WriteByte((byte)subscription.QualityOfService);
        output.WriteByte((byte)((subscription.NoLocal ? NoLocal : 0) | (subscription.RetainAsPublished ? RetainAsPublished : 0)));
        output.WriteUInt32(subscription.Identifier ?? 0);
    });

    public static uint ReadNumber(ReadOnlySpan<byte> value) => new PacketReader(value).ReadUInt32();

    public static ServerSubscription ReadSubscription(ReadOnlySpan<byte> value, Session session)
    {
        var reader = new PacketReader(value);
        reader.ReadUInt32();
        var filter = reader.ReadString();
        var qualityOfService = (MqttQualityOfService)reader.ReadByte();
        var flags = reader.ReadByte();
        var identifier = reader.ReadUInt32();
        return new ServerSubscription(
            session, filter, qualityOfService, (flags & NoLocal) != 0, (flags & RetainAsPublished) != 0, identifier == 0 ? null : identifier);
    }

    public static byte[] Will(PendingWill will) => Written(output =>
    {
        output.WriteUInt32(will.DelaySeconds);
        MessageRecords.WriteInt64(output, will.DueAt ?? Absent);
        MessageRecords.WriteInt64(output, will.ExpirySeconds ?? Absent);
        MessageRecords.Write(output, will.Message);
    });

    public static PendingWill ReadWill(ReadOnlySpan<byte> value)
    {
        var reader = new PacketReader(value);
        var delay = reader.ReadUInt32();
        var dueAt = MessageRecords.ReadInt64(ref reader);
        var expiry = MessageRecords.ReadInt64(ref reader);
        return new PendingWill(MessageRecords.Read(ref reader), expiry == Absent ? null : (uint)expiry, delay, dueAt == Absent ? null : dueAt);
    }

    private static byte[] Written(Action<OutputBuffer> write)
    {
        var output = new OutputBuffer();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
