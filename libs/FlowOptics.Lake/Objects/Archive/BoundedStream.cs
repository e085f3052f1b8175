namespace FlowOptics.Lake;

/// <summary>No more than so many bytes of a stream.</summary>
internal sealed class BoundedStream(Stream source, long maxBytes) : ReadOnlyStream
{
    private long _read;

    /// <exception cref="FirehoseBodyException">There are more.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += read;
        return _read <= maxBytes ? read : throw new FirehoseBodyException($"the body has more than {maxBytes} bytes: let Firehose buffer less") { IsTooLarge = true };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
