namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>A durable session that waits for a message, and how it is to get it.</summary>
/// <param name="PacketId">Under which a QoS 2 message was sent; 0: not yet.</param>
internal readonly record struct Receiver(
    uint Session, MqttQualityOfService QualityOfService, bool Retain, uint[]? SubscriptionIdentifiers, ushort PacketId = 0);

/// <summary>A message's place in the durable log, and who still waits for it; guarded by the log's lock.</summary>
internal sealed class LoggedMessage(long id, StoredMessage message, LogSegment segment)
{
    /// <summary>Grows with each message: the order in which sessions got them.</summary>
    public long Id { get; } = id;

    /// <summary>Null when nobody waits any more, so that the segment's list holds no payloads.</summary>
    public StoredMessage? Message { get; private set; } = message;

    public LogSegment Segment { get; set; } = segment;

    public Receiver[] Receivers { get; set; } = [];

    public bool IsDone => Message is null;

    /// <summary>A later record of the same message counts instead.</summary>
    public void Supersede() => Message = null;

    public void Add(in Receiver receiver) => Receivers = [.. Receivers, receiver];

    /// <summary>A QoS 2 message goes out under this identifier.</summary>
    /// <returns>False where that session does not wait for it.</returns>
    public bool Sent(uint session, ushort packetId)
    {
        var index = Find(session, 0);
        if (index < 0) return false;
        Receivers = [.. Receivers[..index], Receivers[index] with { PacketId = packetId }, .. Receivers[(index + 1)..]];
        return true;
    }

    /// <returns>False where that session does not wait for it.</returns>
    public bool Remove(uint session, ushort packetId)
    {
        var index = Find(session, packetId);
        if (index < 0) return false;
        Receivers = Receivers.Length == 1 ? [] : [.. Receivers[..index], .. Receivers[(index + 1)..]];
        if (Receivers.Length == 0) Message = null;
        return true;
    }

    /// <summary>A session may wait twice for a message: when it is published, and when it is sent as a retained one.</summary>
    private int Find(uint session, ushort packetId)
    {
        for (var i = 0; i < Receivers.Length; i++)
        {
            if (Receivers[i].Session == session && Receivers[i].PacketId == packetId) return i;
        }

        return -1;
    }
}
