using System.Buffers;
using System.Security.Cryptography;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Checksums;
using FlowOptics.Emulator.Signing;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>
/// A request's body in a file of its own, held to all that the client said of it. The file is gone when it is disposed, unless it was moved into
/// place.
/// </summary>
internal sealed class StagedBody : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private StagedBody(string path) => Path = path;

    public string Path { get; }

    public long Length { get; private set; }

    public byte[] Md5 { get; private set; } = [];

    public Checksum? Checksum { get; private set; }

    public string ETag => Convert.ToHexStringLower(Md5);

    /// <param name="algorithm">A checksum to compute where the request names none.</param>
    /// <exception cref="AwsException">The body is not what the request says: nothing of it is kept.</exception>
    public static async Task<StagedBody> ReadAsync(AwsRequest request, string folder, ChecksumAlgorithm? algorithm = null)
    {
        var md5 = ExpectedMd5(request);
        var expected = ExpectedChecksum.Of(request);
        var staged = await CopyAsync(request.Body, folder, expected?.Algorithm ?? algorithm, request.BodyHash, request.Aborted);
        try
        {
            staged.Check(request, md5, expected);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    /// <summary>Copies any stream; nothing but a hash is checked.</summary>
    public static async Task<StagedBody> CopyAsync(Stream source, string folder, ChecksumAlgorithm? algorithm, string? sha256,
        CancellationToken cancellationToken)
    {
        var staged = new StagedBody(System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N")));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            using var payload = sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var checksum = algorithm is { } named ? new ChecksumHash(named) : null;
            await using (var file = new FileStream(staged.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            {
                int filled;
                while ((filled = await source.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancellationToken)) > 0)
                {
                    var data = buffer.AsMemory(0, filled);
                    md5.AppendData(data.Span);
                    payload?.AppendData(data.Span);
                    checksum?.Append(data.Span);
                    await file.WriteAsync(data, cancellationToken);
                    staged.Length += filled;
                }
            }

            staged.Md5 = md5.GetHashAndReset();
            if (checksum is not null) staged.Checksum = new Checksum(algorithm!.Value, Convert.ToBase64String(checksum.Finish()));
            if (payload is not null && Convert.ToHexStringLower(payload.GetHashAndReset()) is var computed && computed != sha256)
            {
                throw new AwsException(400, "XAmzContentSHA256Mismatch",
                    "The provided 'x-amz-content-sha256' header does not match what was computed.",
                    ("ClientComputedContentSHA256", sha256!), ("S3ComputedContentSHA256", computed));
            }

            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => File.Delete(Path);

    private static byte[]? ExpectedMd5(AwsRequest request)
    {
        if (request.Header("Content-MD5") is not { } text) return null;
        var bytes = new byte[16];
        return text.Length <= 24 && Convert.TryFromBase64String(text, bytes, out var length) && length == 16
            ? bytes
            : throw new AwsException(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", ("Content-MD5", text));
    }

    private void Check(AwsRequest request, byte[]? md5, ExpectedChecksum? expected)
    {
        if (md5 is not null && !md5.AsSpan().SequenceEqual(Md5))
        {
            throw new AwsException(400, "BadDigest", "The Content-MD5 you specified did not match what we received.",
                ("ExpectedDigest", Convert.ToBase64String(md5)), ("CalculatedDigest", Convert.ToBase64String(Md5)));
        }

        if (expected is null) return;
        var given = expected.Value;
        if (expected.IsTrailer
            && (request.Body as ChunkedBody)?.Trailers.TryGetValue(ExpectedChecksum.HeaderOf(expected.Algorithm), out given) != true)
        {
            throw new AwsException(400, "MalformedTrailerError",
                $"The request says that the trailer {ExpectedChecksum.HeaderOf(expected.Algorithm)} follows, but it did not.");
        }

        if (given is not null && given != Checksum!.Value)
        {
            throw new AwsException(400, "BadDigest", $"The {expected.Algorithm} you specified did not match the calculated checksum.");
        }
    }
}
