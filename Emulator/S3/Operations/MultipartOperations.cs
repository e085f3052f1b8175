using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Checksums;
using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Operations;

/// <summary>Uploads in parts.</summary>
internal sealed class MultipartOperations(BucketStore buckets, UploadStore uploads, ObjectCommit commit, TimeProvider time)
{
    private const int MostParts = 10_000;
    private const long SmallestPart = 5 << 20;

    /// <exception cref="AwsException">InvalidArgument.</exception>
    public static int PartNumber(AwsRequest request) =>
        int.TryParse(request.QueryValue("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= MostParts
            ? number
            : throw new AwsException(400, "InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive",
                ("ArgumentName", "partNumber"), ("ArgumentValue", request.QueryValue("partNumber") ?? ""));

    public Task CreateAsync(S3Request request)
    {
        var aws = request.Aws;
        var algorithm = aws.Header("x-amz-checksum-algorithm") is { } named ? ExpectedChecksum.Parse(named) : (ChecksumAlgorithm?)null;
        var type = aws.Header("x-amz-checksum-type");
        // CRC-64 can be combined and is always the whole object's; hashes cannot and never are.
        var isFull = algorithm is ChecksumAlgorithm.CRC64NVME || type == "FULL_OBJECT";
        if ((isFull && algorithm is ChecksumAlgorithm.SHA1 or ChecksumAlgorithm.SHA256)
            || (type == "COMPOSITE" && algorithm is ChecksumAlgorithm.CRC64NVME))
            throw new AwsException(400, "InvalidRequest", $"The {type} checksum type cannot be used with the {algorithm} checksum algorithm.");
        var described = WriteOperations.Describe(aws, request.CheckedKey);
        var upload = uploads.Create(buckets.Get(request.BucketName), id => new UploadDescription(id, time.GetUtcNow(), described, algorithm, isFull));
        if (algorithm is not null)
        {
            aws.Http.Response.Headers["x-amz-checksum-algorithm"] = algorithm.ToString();
            aws.Http.Response.Headers["x-amz-checksum-type"] = isFull ? "FULL_OBJECT" : "COMPOSITE";
        }

        WriteOperations.DescribeEncryption(aws.Http.Response, described);
        return S3Xml.WriteAsync(aws, "InitiateMultipartUploadResult", xml =>
        {
            xml.Element("Bucket", request.BucketName);
            xml.Element("Key", request.Key);
            xml.Element("UploadId", upload.Description.Id);
        });
    }

    public async Task UploadPartAsync(S3Request request)
    {
        var upload = uploads.Get(buckets.Get(request.BucketName), request.CheckedKey, request.Aws.QueryValue("uploadId"));
        var number = PartNumber(request.Aws);
        using var staged = await StagedBody.ReadAsync(request.Aws, upload.Folder, upload.Description.ChecksumAlgorithm);
        var part = upload.PutPart(number, staged);
        var response = request.Aws.Http.Response;
        response.Headers.ETag = S3Request.Quoted(part.ETag);
        if (part.Checksum is { } checksum) response.Headers[ExpectedChecksum.HeaderOf(checksum.Algorithm)] = checksum.Value;
        WriteOperations.DescribeEncryption(response, upload.Description.Described);
    }

    public async Task CompleteAsync(S3Request request)
    {
        var aws = request.Aws;
        var bucket = buckets.Get(request.BucketName);
        var id = aws.QueryValue("uploadId");
        var document = await S3Xml.ReadAsync(aws);
        if (uploads.Find(bucket, request.CheckedKey, id) is not { } upload)
        {
            // Done already: a client that lost the answer asks again.
            if (bucket.Find(request.Key) is { } done && done.UploadId == id && id is not null) await AnswerAsync(request, done);
            else throw UploadStore.NoSuchUpload(id);
            return;
        }

        var parts = Chosen(document, upload);
        using var joined = await JoinAsync(parts, upload, bucket, aws.Aborted);
        var description = upload.Description;
        var hashes = parts.SelectMany(part => Convert.FromHexString(part.ETag)).ToArray();
#pragma warning disable CA5351 // S3's ETags are MD5.
        var etag = $"{Convert.ToHexStringLower(MD5.HashData(hashes))}-{parts.Count}";
#pragma warning restore CA5351
        var checksum = description.ChecksumAlgorithm is null ? null
            : description.IsFullObject ? joined.Checksum
            : Composite(description.ChecksumAlgorithm.Value, parts);
        CheckWhole(aws, checksum, joined.Length);
        var stored = commit.Put(request, bucket,
            description.Described with
            {
                Size = joined.Length,
                ETag = etag,
                Checksum = checksum,
                Parts = [.. parts.Select(part => part.Size)],
                UploadId = id
            },
            joined.Path, Conditions.OfWrite(aws), S3Event.CompleteMultipartUpload);
        uploads.Delete(upload);
        await AnswerAsync(request, stored);
    }

    public Task AbortAsync(S3Request request)
    {
        uploads.Delete(uploads.Get(buckets.Get(request.BucketName), request.CheckedKey, request.Aws.QueryValue("uploadId")));
        request.Aws.Http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task AnswerAsync(S3Request request, StoredObject stored)
    {
        WriteOperations.DescribeEncryption(request.Aws.Http.Response, stored);
        return S3Xml.WriteAsync(request.Aws, "CompleteMultipartUploadResult", xml =>
        {
            xml.Element("Location", $"http://{request.Aws.Host}{AwsEncoding.Encode(request.Aws.Path, keepSlash: true)}");
            xml.Element("Bucket", request.BucketName);
            xml.Element("Key", request.Key);
            xml.Element("ETag", S3Request.Quoted(stored));
            if (stored.Checksum is not { } checksum) return;
            xml.Element("Checksum" + checksum.Algorithm, checksum.Value);
            xml.Element("ChecksumType", checksum.Type);
        });
    }

    private static List<UploadPart> Chosen(XElement document, Upload upload)
    {
        var known = upload.Parts().ToDictionary(part => part.Number);
        var chosen = new List<UploadPart>();
        foreach (var element in document.All("Part"))
        {
            if (!int.TryParse(element.Value("PartNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw S3Xml.Malformed();
            if (chosen.Count > 0 && number <= chosen[^1].Number)
                throw new AwsException(400, "InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.");
            var etag = element.Value("ETag")?.Trim('"');
            if (!known.TryGetValue(number, out var part) || part.ETag != etag || !ChecksumsAgree(element, part))
            {
                throw new AwsException(400, "InvalidPart",
                    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
                    ("UploadId", upload.Description.Id), ("PartNumber", $"{number}"), ("ETag", etag ?? ""));
            }

            chosen.Add(part);
        }

        if (chosen.Count == 0) throw S3Xml.Malformed();
        if (chosen.SkipLast(1).FirstOrDefault(part => part.Size < SmallestPart) is { } small)
        {
            throw new AwsException(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
                ("ETag", small.ETag), ("MinSizeAllowed", $"{SmallestPart}"), ("ProposedSize", $"{small.Size}"), ("PartNumber", $"{small.Number}"));
        }

        return chosen;
    }

    private static bool ChecksumsAgree(XElement element, UploadPart part) =>
        part.Checksum is not { } checksum || element.Value("Checksum" + checksum.Algorithm) is not { } given || given == checksum.Value;

    private static async Task<StagedBody> JoinAsync(List<UploadPart> parts, Upload upload, Bucket bucket, CancellationToken cancellationToken)
    {
        var streams = parts.Select(part => new FileStream(upload.PathOf(part), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1))
            .ToList();
        try
        {
            await using var all = new JoinedStream(streams);
            return await StagedBody.CopyAsync(all, bucket.StagingFolder,
                upload.Description.IsFullObject ? upload.Description.ChecksumAlgorithm : null, null, cancellationToken);
        }
        finally
        {
            foreach (var stream in streams) await stream.DisposeAsync();
        }
    }

    private static Checksum Composite(ChecksumAlgorithm algorithm, List<UploadPart> parts)
    {
        var all = parts.SelectMany(part => Convert.FromBase64String(part.Checksum!.Value)).ToArray();
        return new Checksum(algorithm, $"{Convert.ToBase64String(ChecksumHash.Of(algorithm, all))}-{parts.Count}", IsComposite: true);
    }

    private static void CheckWhole(AwsRequest request, Checksum? checksum, long size)
    {
        if (request.Header("x-amz-mp-object-size") is { } expected && expected != size.ToString(CultureInfo.InvariantCulture))
            throw new AwsException(400, "InvalidRequest", "The provided 'x-amz-mp-object-size' header does not match what was computed.");
        if (checksum is not null && request.Header(ExpectedChecksum.HeaderOf(checksum.Algorithm)) is { } given && given != checksum.Value)
            throw new AwsException(400, "BadDigest", $"The {checksum.Algorithm} you specified did not match the calculated checksum.");
    }
}
