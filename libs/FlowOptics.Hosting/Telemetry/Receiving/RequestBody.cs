using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Telemetry.Receiving;

/// <summary>A request's bytes, unpacked, in a buffer that goes back to the pool.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>OpenTelemetry's exporters send 512 records at once: some hundred kilobytes.</summary>
    public const int MostBytes = 8 << 20;

    private const int FirstBuffer = 64 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _length;

    public Span<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <returns>Null where it is larger than <see cref="MostBytes"/>, packed or unpacked.</returns>
    /// <exception cref="InvalidDataException">It is not gzip, though it says so.</exception>
    public static async Task<RequestBody?> ReadAsync(HttpRequest request, bool isPacked)
    {
        var body = new RequestBody();
        var stream = isPacked ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
        try
        {
            if (await body.FillAsync(stream, request.HttpContext.RequestAborted).ConfigureAwait(false)) return body;
            body.Dispose();
            return null;
        }
        catch
        {
            body.Dispose();
            throw;
        }
        finally
        {
            if (isPacked) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private async Task<bool> FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length) Grow();
            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            if (read == 0) return true;
            _length += read;
            if (_length > MostBytes) return false;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
