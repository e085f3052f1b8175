using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Signing;

/// <summary>
/// Reads a body in aws-chunked encoding:
/// <code>10000;chunk-signature=ad80…\r\n[65,536 bytes]\r\n0;chunk-signature=b6c6…\r\nx-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:63bd…\r\n\r\n</code>
/// A chunk's data is handed out before its signature can be checked; the end of the body is not, so that nobody keeps what is wrong.
/// </summary>
internal sealed class ChunkedBody(Stream source, long length, ChunkSignatures? signatures, bool hasTrailers) : Stream
{
    private const int MaxLine = 16 * 1024;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly IncrementalHash? _hash = signatures is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _start;
    private int _end;
    private long _left;
    private long _read;
    private string _signature = "";
    private bool _begun;
    private bool _done;

    /// <summary>By lower-case name; complete when the body was read to its end.</summary>
    public Dictionary<string, string> Trailers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_done || buffer.IsEmpty) return 0;
        if (_left == 0 && !await NextChunkAsync(cancellationToken)) return 0;
        if (_start == _end) await FillAsync(cancellationToken);
        var count = (int)Math.Min(Math.Min(_end - _start, buffer.Length), _left);
        var data = _buffer.AsMemory(_start, count);
        data.CopyTo(buffer);
        _hash?.AppendData(data.Span);
        _start += count;
        _left -= count;
        _read += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<bool> NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_begun)
        {
            if (await LineAsync(cancellationToken) is { Length: > 0 }) throw Incomplete();
            signatures?.CheckChunk(_signature, _hash!.GetHashAndReset());
        }

        _begun = true;
        var line = await LineAsync(cancellationToken);
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        if (!long.TryParse(semicolon < 0 ? line : line[..semicolon], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left)
            || _left < 0)
            throw Incomplete();
        _signature = semicolon >= 0 && line.AsSpan(semicolon + 1).Trim().StartsWith("chunk-signature=")
            ? line[(semicolon + 1)..].Trim()["chunk-signature=".Length..]
            : "";
        if (_left > 0) return true;

        signatures?.CheckChunk(_signature, _hash!.GetHashAndReset());
        if (hasTrailers) await ReadTrailersAsync(cancellationToken);
        if (_read != length) throw Incomplete();
        _done = true;
        return false;
    }

    private async Task ReadTrailersAsync(CancellationToken cancellationToken)
    {
        var signed = new StringBuilder();
        string? signature = null;
        while (await LineAsync(cancellationToken, orEnd: true) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                throw new AwsException(400, "MalformedTrailerError",
                    "The request contained trailing data that was not well-formed or did not conform to our published schema.");
            var (name, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
            if (name.Equals("x-amz-trailer-signature", StringComparison.OrdinalIgnoreCase))
            {
                signature = value;
                continue;
            }

            Trailers[name] = value;
            signed.Append(name).Append(':').Append(value).Append('\n');
        }

        signatures?.CheckTrailers(signature ?? "", signed.ToString());
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken, bool orEnd = false)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await TryFillAsync(cancellationToken)) return orEnd ? line.ToString() : throw Incomplete();
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var count = found < 0 ? _end - _start : found;
            line.Append(Encoding.UTF8.GetString(_buffer, _start, count));
            _start += found < 0 ? count : count + 1;
            if (line.Length > MaxLine) throw Incomplete();
            if (found >= 0) return line.ToString().TrimEnd('\r');
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (!await TryFillAsync(cancellationToken)) throw Incomplete();
    }

    private async Task<bool> TryFillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await source.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }

    private static AwsException Incomplete() =>
        new(400, "IncompleteBody", "The request body terminated unexpectedly");
}
