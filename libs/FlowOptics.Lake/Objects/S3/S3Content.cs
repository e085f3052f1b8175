using Amazon.Runtime;
using Amazon.S3.Model;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>
/// An object's bytes as S3 sends them. A connection that breaks, or that S3 ends because its reader was held back for long, is opened again at the byte that is wanted next, as long as the
/// object is the same: a large object need not begin anew.
/// </summary>
/// <remarks>The checksum of the whole is compared by the SDK where one answer brings the whole; what is read in parts is checked by its gzip or Parquet only.</remarks>
internal sealed class S3Content(
    GetObjectResponse response, Func<long, CancellationToken, Task<GetObjectResponse>> openAt, string what, TimeSpan readTimeout) : ReadOnlyStream
{
    // The SDK itself tries each opening several times.
    private const int MostBreaks = 3;

    private readonly long _length = response.ContentLength;
    private GetObjectResponse? _response = response;
    private long _position;
    private int _breaks;

    public override long Length => _length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                _response ??= await openAt(_position, cancellationToken).ConfigureAwait(false);
                var read = await ReadOnceAsync(_response.ResponseStream, buffer, cancellationToken).ConfigureAwait(false);
                // Some streams of the SDK end early without a word where the connection did.
                if (read == 0 && buffer.Length > 0 && _position < _length) throw new IOException($"the connection ended after {_position} of {_length} bytes");
                if (read > 0) _breaks = 0;
                _position += read;
                return read;
            }
            catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
            {
                Release();
                // At the end there is nothing to open again, and a checksum that differs will differ again.
                if (!S3Fault.IsBroken(e) || _position >= _length || ++_breaks > MostBreaks) throw S3Fault.Of(e, what);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Release();
        base.Dispose(disposing);
    }

    private void Release()
    {
        try
        {
            _response?.Dispose();
        }
        catch (AmazonClientException)
        {
            // The SDK compares checksums once more when it closes. What was read to its end has been told; what was not is checked by its gzip or Parquet.
        }

        _response = null;
    }

    private async Task<int> ReadOnceAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(readTimeout);
        try
        {
            return await stream.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {readTimeout.TotalSeconds:0} s", e);
        }
    }
}
