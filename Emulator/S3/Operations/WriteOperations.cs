using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Checksums;
using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>PutObject, and what all writes share.</summary>
internal sealed class WriteOperations(BucketStore buckets, ObjectCommit commit)
{
    private const string MetadataPrefix = "x-amz-meta-";
    private const int MaxMetadata = 2048;
    private const long MaxPut = 5L << 30;
    private static readonly string[] ContentHeaders = ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language",
        "Expires"];

    public async Task PutAsync(S3Request request)
    {
        var bucket = buckets.Get(request.BucketName);
        var described = Describe(request.Aws, request.CheckedKey);
        var condition = Conditions.OfWrite(request.Aws);
        if (request.Aws.Http.Request.ContentLength > MaxPut)
            throw new AwsException(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        if (request.Aws.Http.Request.ContentLength is null && request.Aws.Header("x-amz-decoded-content-length") is null)
            throw new AwsException(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

        using var staged = await StagedBody.ReadAsync(request.Aws, bucket.StagingFolder);
        var stored = commit.Put(request, bucket, described with { Size = staged.Length, ETag = staged.ETag, Checksum = staged.Checksum }, staged.Path,
            condition, S3Event.Put);
        Describe(request.Aws.Http.Response, stored);
    }

    /// <summary>What headers say of an object to be.</summary>
    /// <exception cref="AwsException">MetadataTooLarge, or a header that is not implemented.</exception>
    public static StoredObject Describe(AwsRequest request, string key)
    {
        foreach (var header in (string[])["x-amz-tagging", "x-amz-website-redirect-location", "x-amz-object-lock-mode",
            "x-amz-server-side-encryption-customer-algorithm"])
        {
            if (request.Header(header) is not null)
                throw new AwsException(501, "NotImplemented", "A header you provided implies functionality that is not implemented",
                    ("Header", header));
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in ContentHeaders)
        {
            if (request.Header(name) is { } value) headers[name] = value;
        }

        // aws-chunked says how the body came over the wire; it is nothing of the object's.
        if (headers.TryGetValue("Content-Encoding", out var encoding))
        {
            var kept = string.Join(',', encoding.Split(',').Select(part => part.Trim()).Where(part => part is not ("aws-chunked" or "")));
            if (kept.Length > 0) headers["Content-Encoding"] = kept;
            else headers.Remove("Content-Encoding");
        }

        var metadata = request.Http.Request.Headers.Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key[MetadataPrefix.Length..].ToLowerInvariant(), header => header.Value.ToString(),
                StringComparer.Ordinal);
        var size = metadata.Sum(pair => System.Text.Encoding.UTF8.GetByteCount(pair.Key) + System.Text.Encoding.UTF8.GetByteCount(pair.Value));
        if (size > MaxMetadata)
            throw new AwsException(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", ("Size", $"{size}"),
                ("MaxSizeAllowed", $"{MaxMetadata}"));
        return new StoredObject
        {
            Key = key,
            Size = 0,
            ETag = "",
            LastModified = default,
            Headers = headers,
            Metadata = metadata,
            StorageClass = request.Header("x-amz-storage-class") ?? "STANDARD",
            Encryption = request.Header("x-amz-server-side-encryption") ?? "AES256",
            EncryptionKey = request.Header("x-amz-server-side-encryption-aws-kms-key-id"),
        };
    }

    /// <summary>What the answer to a write says of the object.</summary>
    public static void Describe(HttpResponse response, StoredObject stored)
    {
        response.Headers.ETag = S3Request.Quoted(stored);
        DescribeEncryption(response, stored);
        if (stored.Checksum is not { } checksum) return;
        response.Headers[ExpectedChecksum.HeaderOf(checksum.Algorithm)] = checksum.Value;
        response.Headers["x-amz-checksum-type"] = checksum.Type;
    }

    /// <summary>S3 encrypts all objects and says so; here it is only said.</summary>
    public static void DescribeEncryption(HttpResponse response, StoredObject stored)
    {
        response.Headers["x-amz-server-side-encryption"] = stored.Encryption;
        if (stored.EncryptionKey is { } key) response.Headers["x-amz-server-side-encryption-aws-kms-key-id"] = key;
    }
}
