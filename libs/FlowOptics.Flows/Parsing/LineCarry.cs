namespace FlowOptics.Flows;

/// <summary>Keeps the beginning of a line that goes on in the next block. Holds no more than the longest line that is read: past that it only remembers that.</summary>
internal sealed class LineCarry(int maxLineBytes)
{
    private byte[] _bytes = [];
    private int _count;

    /// <summary>Whether a line has begun.</summary>
    internal bool IsOpen => _count > 0 || IsTooLong;

    internal bool IsTooLong { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    internal void Add(ReadOnlySpan<byte> part)
    {
        if (IsTooLong) return;
        // One more for the line feed.
        if (part.Length > maxLineBytes + 1 - _count)
        {
            IsTooLong = true;
            _count = 0;
            return;
        }

        if (_bytes.Length - _count < part.Length) Array.Resize(ref _bytes, Math.Max(_count + part.Length, Math.Min(_bytes.Length * 2, maxLineBytes + 1)));
        part.CopyTo(_bytes.AsSpan(_count));
        _count += part.Length;
    }

    internal void Clear()
    {
        _count = 0;
        IsTooLong = false;
    }
}
