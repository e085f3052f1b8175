using System.Buffers;

namespace FlowOptics.Flows;

/// <summary>
/// An encoded batch in a buffer from the shared pool. Who publishes it disposes it after the PUBACK: until then it may be sent again. A publish that
/// was given up is not over for the client: then leave the buffer to the garbage collector.
/// </summary>
public sealed class WirePayload : IDisposable
{
    private byte[]? _buffer;

    internal WirePayload(int length)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(length);
        Length = length;
    }

    public int Length { get; }

    /// <exception cref="ObjectDisposedException">The buffer has gone back.</exception>
    public ReadOnlyMemory<byte> Memory => Buffer.AsMemory(0, Length);

    internal Span<byte> Span => Buffer.AsSpan(0, Length);

    private byte[] Buffer => _buffer ?? throw new ObjectDisposedException(nameof(WirePayload));

    /// <summary>Gives the buffer back, once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) ArrayPool<byte>.Shared.Return(buffer);
    }
}
