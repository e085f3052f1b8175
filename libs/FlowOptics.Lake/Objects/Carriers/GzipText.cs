using System.IO.Compression;

namespace FlowOptics.Lake;

/// <summary>
/// The text of a gzip object, concatenated members too. <see cref="GZipStream"/> takes a truncated file for a whole one; so a last member of our
/// own is put behind the object's end: only where the object ended as it should does that mark come out.
/// </summary>
/// <remarks>Throws <see cref="ContentException"/>.</remarks>
internal sealed class GzipText : ReadOnlyStream
{
    private static readonly byte[] MarkText = "\0end of object\0"u8.ToArray();
    private static readonly byte[] Mark = Compress(MarkText);

    private readonly HeadStream _source;
    private readonly GZipStream _gzip;
    private bool _ended;

    public GzipText(ReadOnlyMemory<byte> head, Stream rest)
    {
        _source = new(head, rest, Mark);
        _gzip = new(_source, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var marked = 0;
        while (!_ended)
        {
            var read = await ReadGzipAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!_source.TailGiven)
            {
                if (read > 0) return read;
                throw new ContentException("gzip that is followed by bytes that are not gzip") { IsExact = false };
            }

            // GZipStream asks for more input only when all output of what it had is out: from here on all output is the mark, or garbage.
            if (read == 0)
            {
                if (marked != MarkText.Length) throw Truncated();
                _ended = true;
                break;
            }

            if (marked + read > MarkText.Length || !buffer.Span[..read].SequenceEqual(MarkText.AsSpan(marked, read)))
            {
                throw Truncated();
            }

            marked += read;
        }

        return 0;
    }

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

    private static ContentException Truncated(Exception? inner = null) => new("gzip that is truncated", inner: inner);

    private async ValueTask<int> ReadGzipAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            // The framework's own words speak of archive entries and compression methods, whatever the fault.
            throw _source.TailGiven ? Truncated(e) : new ContentException("gzip that is damaged", inner: e) { IsExact = false };
        }
    }
}
