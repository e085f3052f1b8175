namespace FlowOptics.Lake;

/// <summary>A stream whose first bytes were read ahead to see what it is: gives them out again, then the rest, then a tail of one's own.</summary>
internal sealed class HeadStream(ReadOnlyMemory<byte> head, Stream rest, ReadOnlyMemory<byte> tail = default) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _head = head;
    private ReadOnlyMemory<byte> _tail = tail;

    /// <summary>The rest is at its end, and the tail has begun. No read gives out bytes of both.</summary>
    public bool TailGiven { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (_head.Length > 0) return Take(ref _head, buffer);
        var read = rest.Read(buffer);
        return read > 0 ? read : TakeTail(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head.Length > 0) return Take(ref _head, buffer.Span);
        var read = await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return read > 0 ? read : TakeTail(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }

    private static int Take(ref ReadOnlyMemory<byte> from, Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, from.Length);
        from.Span[..taken].CopyTo(buffer);
        from = from[taken..];
        return taken;
    }

    private int TakeTail(Span<byte> buffer)
    {
        TailGiven = true;
        return Take(ref _tail, buffer);
    }
}
