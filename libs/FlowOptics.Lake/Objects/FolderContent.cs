using Microsoft.Win32.SafeHandles;

namespace FlowOptics.Lake;

/// <summary>
/// A file's first <paramref name="length"/> bytes: what was hashed is what is read, even where a careless writer still appends. Reads complete
/// synchronously: the bytes were just hashed and are in the page cache.
/// </summary>
internal sealed class FolderContent(SafeFileHandle file, long length) : ReadOnlyStream
{
    private long _position;

    /// <summary>A path that leads to this very file, whatever has become of its name; null where the system has none.</summary>
    public string? DescriptorPath => DescriptorPathOf(file);

    public static string? DescriptorPathOf(SafeFileHandle handle) => OperatingSystem.IsLinux() ? $"/proc/self/fd/{handle.DangerousGetHandle()}" : null;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        if (wanted <= 0) return 0;
        var read = RandomAccess.Read(file, buffer[..wanted], _position);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
