namespace FlowOptics.Mqtt.Server;

/// <summary>Counts since the start. Added to once per batch, not per message.</summary>
internal sealed class ServerCounters
{
    private long _received;
    private long _sent;
    private long _dropped;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    public long Dropped => Interlocked.Read(ref _dropped);

    public void AddReceived(long count) => Interlocked.Add(ref _received, count);

    public void AddSent(long count) => Interlocked.Add(ref _sent, count);

    public void AddDropped(long count = 1) => Interlocked.Add(ref _dropped, count);
}
