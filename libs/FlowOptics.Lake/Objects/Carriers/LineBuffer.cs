using System.Buffers;

namespace FlowOptics.Lake;

/// <summary>Lines that wait to be read. Grows to what is put in before it is read empty, and keeps that.</summary>
internal sealed class LineBuffer : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _from;
    private int _to;

    /// <summary>Bytes that were not read yet.</summary>
    public int Count => _to - _from;

    /// <summary>Room for so many bytes behind the last one; <see cref="EndLine"/> says how many were written.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_from == _to) _from = _to = 0;
        if (_bytes.Length - _to <= bytes)
        {
            // One more, for the line's end.
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Count + bytes + 1, _bytes.Length * 2));
            _bytes.AsSpan(_from, Count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, _to, _from) = (larger, Count, 0);
        }

        return _bytes.AsSpan(_to, bytes);
    }

    public void EndLine(int bytes)
    {
        _bytes[_to + bytes] = (byte)'\n';
        _to += bytes + 1;
    }

    public int Take(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, Count);
        _bytes.AsSpan(_from, taken).CopyTo(buffer);
        _from += taken;
        return taken;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _from = _to = 0;
    }
}
