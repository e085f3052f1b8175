namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>
/// A packet that was begun must come to its end: a peer that sends a byte now and then (to look alive) would otherwise hold its connection, and what
/// came of the packet, for ever. Large packets get longer, by a minimum rate. Written by the reader, read by the housekeeping.
/// </summary>
internal sealed class PacketDeadline(MqttServerOptions options, TimeProvider time)
{
    private long _due = long.MaxValue;

    /// <summary>A packet is missing bytes.</summary>
    /// <param name="isNew">False while it is the one that was begun before.</param>
    /// <param name="length">Its length, as far as it is claimed: it can only lengthen the deadline up to the largest packet's.</param>
    public void Begin(bool isNew, int length)
    {
        if (!isNew && Volatile.Read(ref _due) != long.MaxValue) return;
        var allowed = Math.Max(options.PacketTimeout.TotalSeconds, Math.Min(length, options.MaxPacketSize) / (double)options.MinBytesPerSecond);
        Volatile.Write(ref _due, time.GetTimestamp() + (long)(allowed * time.TimestampFrequency));
    }

    /// <summary>Nothing is begun.</summary>
    public void Clear() => Volatile.Write(ref _due, long.MaxValue);

    public bool HasPassed => time.GetTimestamp() > Volatile.Read(ref _due);
}
