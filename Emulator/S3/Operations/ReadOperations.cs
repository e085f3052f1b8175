using System.Buffers;
using System.Globalization;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Checksums;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>GetObject and HeadObject.</summary>
internal sealed class ReadOperations(BucketStore buckets)
{
    private const int BufferSize = 128 * 1024;

    // Only a signed request may set headers of the answer.
    private static readonly (string Query, string Header)[] Overrides =
    [
        ("response-content-type", "Content-Type"), ("response-content-language", "Content-Language"), ("response-expires", "Expires"),
        ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"),
    ];

    public Task HeadAsync(S3Request request)
    {
        var stored = buckets.Get(request.BucketName).Find(request.CheckedKey) ?? throw request.NoSuchKey();
        Conditions.CheckRead(request.Aws, stored);
        Describe(request.Aws, stored, RangeOf(request.Aws, stored));
        return Task.CompletedTask;
    }

    public async Task GetAsync(S3Request request)
    {
        var opened = buckets.Get(request.BucketName).Open(request.CheckedKey) ?? throw request.NoSuchKey();
        await using var data = opened.Data;
        Conditions.CheckRead(request.Aws, opened.Stored);
        var range = RangeOf(request.Aws, opened.Stored);
        Describe(request.Aws, opened.Stored, range);
        await CopyAsync(data, request.Aws.Http.Response.Body, range ?? new ByteRange(0, opened.Stored.Size), request.Aws.Aborted);
    }

    /// <summary>Copies a part of a file.</summary>
    public static async Task CopyAsync(FileStream data, Stream target, ByteRange range, CancellationToken cancellationToken)
    {
        data.Position = range.Start;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var left = range.Length; left > 0;)
            {
                var read = await data.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
                if (read == 0) throw new EndOfStreamException($"{data.Name} ends {left} bytes early");
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The range of a Range header, or of a part of what was uploaded in parts.</summary>
    private static ByteRange? RangeOf(AwsRequest request, StoredObject stored)
    {
        if (request.QueryValue("partNumber") is not { } text) return ByteRange.Parse(request.Header("Range"), stored.Size);
        var sizes = stored.Parts ?? [stored.Size];
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            throw new AwsException(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive",
                ("ArgumentName", "partNumber"), ("ArgumentValue", text));
        if (number > sizes.Length)
            throw new AwsException(416, "InvalidPartNumber", "The requested partnumber is not satisfiable", ("PartNumberRequested", text),
                ("ActualPartCount", $"{sizes.Length}"));
        if (stored.Parts is not null) request.Http.Response.Headers["x-amz-mp-parts-count"] = $"{sizes.Length}";
        return new ByteRange(sizes.Take(number - 1).Sum(), sizes[number - 1]);
    }

    private static void Describe(AwsRequest request, StoredObject stored, ByteRange? range)
    {
        var response = request.Http.Response;
        response.ContentLength = range?.Length ?? stored.Size;
        response.Headers.ETag = S3Request.Quoted(stored);
        response.Headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = "binary/octet-stream";
        foreach (var (name, value) in stored.Headers) response.Headers[name] = value;
        foreach (var (name, value) in stored.Metadata) response.Headers["x-amz-meta-" + name] = value;
        if (stored.StorageClass != "STANDARD") response.Headers["x-amz-storage-class"] = stored.StorageClass;
        WriteOperations.DescribeEncryption(response, stored);
        foreach (var (query, header) in Overrides)
        {
            if (request.QueryValue(query) is { } value) response.Headers[header] = value;
        }

        if (range is { Length: > 0 } part)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = part.ContentRange(stored.Size);
        }

        // The checksum is the whole object's: of a part it would be wrong.
        if (stored.Checksum is { } checksum && range is null
            && string.Equals(request.Header("x-amz-checksum-mode"), "ENABLED", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers[ExpectedChecksum.HeaderOf(checksum.Algorithm)] = checksum.Value;
            response.Headers["x-amz-checksum-type"] = checksum.Type;
        }
    }
}
