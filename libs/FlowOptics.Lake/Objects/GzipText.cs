using System.IO.Compression;

namespace FlowOptics.Lake;

/// <summary>
/// The text of a gzip object, concatenated members too. <see cref="GZipStream"/> takes a truncated file for a whole one; so a last member of our
/// own is put behind the object's end: only where the object ended as it should does that mark come out.
/// </summary>
/// <remarks>Throws <see cref="InvalidDataException"/> whose message says what is wrong, in words that follow "is".</remarks>
internal sealed class GzipText : Stream
{
    private static readonly byte[] MarkText = "\0end of object\0"u8.ToArray();
    private static readonly byte[] Mark = Compress(MarkText);

    private readonly HeadStream _source;
    private readonly GZipStream _gzip;

    public GzipText(ReadOnlyMemory<byte> head, Stream rest)
    {
        _source = new(head, rest, Mark);
        _gzip = new(_source, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var marked = 0;
        while (true)
        {
            var read = await ReadGzipAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!_source.TailGiven)
            {
                if (read > 0) return read;
                throw new InvalidDataException("followed by bytes that are not gzip");
            }

            // GZipStream asks for more input only when all output of what it had is out: from here on all output is the mark, or garbage.
            if (read == 0)
            {
                if (marked == MarkText.Length) return 0;
                throw new InvalidDataException("truncated");
            }

            if (marked + read > MarkText.Length || !buffer.Span[..read].SequenceEqual(MarkText.AsSpan(marked, read)))
            {
                throw new InvalidDataException("truncated");
            }

            marked += read;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] text)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(text);
        return compressed.ToArray();
    }

    private async ValueTask<int> ReadGzipAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            // The framework's own words speak of archive entries and compression methods, whatever the fault.
            throw new InvalidDataException(_source.TailGiven ? "truncated" : "damaged", e);
        }
    }
}
