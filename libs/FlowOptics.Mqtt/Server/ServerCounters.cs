namespace FlowOptics.Mqtt.Server;

/// <summary>Counts since the start. Added to once per batch, not per message.</summary>
internal sealed class ServerCounters
{
    private long _received;
    private long _sent;
    private long _dropped;
    private long _bytesReceived;
    private long _bytesSent;

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    public long Dropped => Interlocked.Read(ref _dropped);

    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    public void AddReceived(long count, long bytes)
    {
        Interlocked.Add(ref _received, count);
        Interlocked.Add(ref _bytesReceived, bytes);
    }

    public void AddSent(long count, long bytes)
    {
        Interlocked.Add(ref _sent, count);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    public void AddDropped(long count = 1) => Interlocked.Add(ref _dropped, count);
}
