using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Checksums;
using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Storage;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>Copies of objects, and of parts of them into an upload.</summary>
internal sealed class CopyOperations(BucketStore buckets, UploadStore uploads, ObjectCommit commit)
{
    public async Task CopyAsync(S3Request request)
    {
        var aws = request.Aws;
        var bucket = buckets.Get(request.BucketName);
        var (source, data, isSame) = OpenSource(request);
        await using var _ = data;
        var replaces = string.Equals(aws.Header("x-amz-metadata-directive"), "REPLACE", StringComparison.OrdinalIgnoreCase);
        if (isSame && !replaces && aws.Header("x-amz-storage-class") is null && aws.Header("x-amz-server-side-encryption") is null)
        {
            throw new AwsException(400, "InvalidRequest",
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        var algorithm = aws.Header("x-amz-checksum-algorithm") is { } named ? ExpectedChecksum.Parse(named) : source.Checksum?.Algorithm;
        using var staged = await StagedBody.CopyAsync(data, bucket.StagingFolder, algorithm, null, aws.Aborted);
        var described = WriteOperations.Describe(aws, request.CheckedKey);
        if (!replaces) described = described with { Headers = source.Headers, Metadata = source.Metadata };
        var stored = commit.Put(request, bucket, described with { Size = staged.Length, ETag = staged.ETag, Checksum = staged.Checksum }, staged.Path,
            Conditions.OfWrite(aws), S3Event.Copy);
        WriteOperations.DescribeEncryption(aws.Http.Response, stored);
        await S3Xml.WriteAsync(aws, "CopyObjectResult", xml =>
        {
            xml.Element("LastModified", S3Xml.Time(stored.LastModified));
            xml.Element("ETag", S3Request.Quoted(stored));
            if (stored.Checksum is { } checksum) xml.Element("Checksum" + checksum.Algorithm, checksum.Value);
        });
    }

    public async Task CopyPartAsync(S3Request request)
    {
        var aws = request.Aws;
        var upload = uploads.Get(buckets.Get(request.BucketName), request.CheckedKey, aws.QueryValue("uploadId"));
        var (source, data, _) = OpenSource(request);
        await using var __ = data;
        var range = new ByteRange(0, source.Size);
        if (aws.Header("x-amz-copy-source-range") is { } header)
        {
            range = ByteRange.Parse(header, source.Size) is { } parsed
                && header.EndsWith($"-{parsed.Start + parsed.Length - 1}", StringComparison.Ordinal) ? parsed
                : throw new AwsException(400, "InvalidArgument", $"Range specified is not valid for source object of size: {source.Size}",
                    ("ArgumentName", "x-amz-copy-source-range"), ("ArgumentValue", header));
        }

        var path = Path.Combine(upload.Folder, Guid.NewGuid().ToString("N") + AtomicFile.Unfinished);
        try
        {
            await using (var copy = File.Create(path)) await ReadOperations.CopyAsync(data, copy, range, aws.Aborted);
            await using var copied = File.OpenRead(path);
            using var staged = await StagedBody.CopyAsync(copied, upload.Folder, upload.Description.ChecksumAlgorithm, null, aws.Aborted);
            var part = upload.PutPart(MultipartOperations.PartNumber(aws), staged);
            await S3Xml.WriteAsync(aws, "CopyPartResult", xml =>
            {
                xml.Element("LastModified", S3Xml.Time(part.LastModified));
                xml.Element("ETag", S3Request.Quoted(part.ETag));
                if (part.Checksum is { } checksum) xml.Element("Checksum" + checksum.Algorithm, checksum.Value);
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private (StoredObject Source, FileStream Data, bool IsSame) OpenSource(S3Request request)
    {
        var text = AwsEncoding.Decode(request.Aws.Header("x-amz-copy-source")!);
        if (text.StartsWith('/')) text = text[1..];
        if (text.IndexOf("?versionId=", StringComparison.Ordinal) is >= 0 and var version) text = text[..version];
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            throw new AwsException(400, "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                ("ArgumentName", "x-amz-copy-source"), ("ArgumentValue", text));
        }

        var (name, key) = (text[..slash], text[(slash + 1)..]);
        var opened = buckets.Get(name).Open(key) ?? throw new AwsException(404, "NoSuchKey", "The specified key does not exist.", ("Key", key));
        try
        {
            Conditions.CheckSource(request.Aws, opened.Stored);
        }
        catch
        {
            opened.Data.Dispose();
            throw;
        }

        return (opened.Stored, opened.Data, name == request.BucketName && key == request.Key);
    }
}
