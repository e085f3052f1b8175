namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>A durable session that waits for a message, and how it is to get it.</summary>
internal readonly record struct Receiver(uint Session, bool Retain, uint[]? SubscriptionIdentifiers);

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

    /// <returns>False where that session does not wait for it.</returns>
    public bool Remove(uint session)
    {
        var index = Array.FindIndex(Receivers, r => r.Session == session);
        if (index < 0) return false;
        Receivers = Receivers.Length == 1 ? [] : [.. Receivers[..index], .. Receivers[(index + 1)..]];
        if (Receivers.Length == 0) Message = null;
        return true;
    }
}
