using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Operations;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3;

/// <summary>S3's REST API.</summary>
internal sealed class S3Service : IAwsService
{
    private readonly Dictionary<string, Func<S3Request, Task>> _operations;

    public S3Service(
        BucketOperations buckets, ListOperations lists, ReadOperations reads, WriteOperations writes, MultipartOperations multipart,
        MultipartListings uploads,
        CopyOperations copies, DeleteOperations deletes, NotificationOperations notifications)
    {
        _operations = new(StringComparer.Ordinal)
        {
            ["ListBuckets"] = buckets.ListAsync,
            ["CreateBucket"] = buckets.CreateAsync,
            ["HeadBucket"] = buckets.HeadAsync,
            ["DeleteBucket"] = buckets.DeleteAsync,
            ["GetBucketLocation"] = buckets.LocationAsync,
            ["GetBucketVersioning"] = buckets.VersioningAsync,
            ["ListObjects"] = lists.ListAsync,
            ["ListObjectsV2"] = lists.ListV2Async,
            ["ListMultipartUploads"] = uploads.ListUploadsAsync,
            ["GetBucketNotificationConfiguration"] = notifications.GetAsync,
            ["PutBucketNotificationConfiguration"] = notifications.PutAsync,
            ["GetObject"] = reads.GetAsync,
            ["HeadObject"] = reads.HeadAsync,
            ["PutObject"] = writes.PutAsync,
            ["CopyObject"] = copies.CopyAsync,
            ["DeleteObject"] = deletes.DeleteAsync,
            ["DeleteObjects"] = deletes.DeleteManyAsync,
            ["CreateMultipartUpload"] = multipart.CreateAsync,
            ["UploadPart"] = multipart.UploadPartAsync,
            ["UploadPartCopy"] = copies.CopyPartAsync,
            ["CompleteMultipartUpload"] = multipart.CompleteAsync,
            ["AbortMultipartUpload"] = multipart.AbortAsync,
            ["ListParts"] = uploads.ListPartsAsync,
        };
    }

    public string Name => "s3";

    public string OperationOf(AwsRequest request)
    {
        var s3 = new S3Request(request);
        if (s3.BucketName.Length == 0) return request.Method == "GET" ? "ListBuckets" : "";
        return s3.Key.Length == 0 ? OfBucket(request) : OfObject(request);
    }

    public Task AnswerAsync(AwsRequest request, string operation)
    {
        request.Http.Response.Headers["x-amz-request-id"] = request.Id;
        if (_operations.TryGetValue(operation, out var answer)) return answer(new S3Request(request));
        throw new AwsException(501, "NotImplemented", "A header or query you provided implies functionality that is not implemented",
            ("Method", request.Method));
    }

    public Task WriteErrorAsync(AwsRequest request, AwsException error)
    {
        var response = request.Http.Response;
        response.StatusCode = error.Status;
        response.Headers["x-amz-request-id"] = request.Id;
        response.Headers["x-amz-id-2"] = request.Id;
        foreach (var (name, value) in error.Headers) response.Headers[name] = value;
        if (error.Status == 304 || request.Method == "HEAD") return Task.CompletedTask;
        return S3Xml.WriteAsync(request, "Error", xml =>
        {
            xml.Element("Code", error.Code);
            xml.Element("Message", error.Message);
            foreach (var (name, value) in error.Details) xml.Element(name, value);
            xml.Element("RequestId", request.Id);
            xml.Element("HostId", request.Id);
        }, ns: null);
    }

    public AwsException Throttled() => new(503, "SlowDown", "Please reduce your request rate.");

    public AwsException Refused(AwsException signature) => signature;

    private static string OfBucket(AwsRequest request) => request.Method switch
    {
        "HEAD" => "HeadBucket",
        "GET" when request.HasQuery("location") => "GetBucketLocation",
        "GET" when request.HasQuery("versioning") => "GetBucketVersioning",
        "GET" when request.HasQuery("uploads") => "ListMultipartUploads",
        "GET" when request.HasQuery("notification") => "GetBucketNotificationConfiguration",
        "GET" when request.QueryValue("list-type") == "2" => "ListObjectsV2",
        "GET" when !HasSubresource(request) => "ListObjects",
        "PUT" when request.HasQuery("notification") => "PutBucketNotificationConfiguration",
        "PUT" when !HasSubresource(request) => "CreateBucket",
        "DELETE" when !HasSubresource(request) => "DeleteBucket",
        "POST" when request.HasQuery("delete") => "DeleteObjects",
        _ => "",
    };

    private static string OfObject(AwsRequest request) => request.Method switch
    {
        "HEAD" => "HeadObject",
        "GET" when request.HasQuery("uploadId") => "ListParts",
        "GET" when !HasSubresource(request) => "GetObject",
        "PUT" when request.HasQuery("partNumber") => request.Header("x-amz-copy-source") is null ? "UploadPart" : "UploadPartCopy",
        "PUT" when !HasSubresource(request) => request.Header("x-amz-copy-source") is null ? "PutObject" : "CopyObject",
        "POST" when request.HasQuery("uploads") => "CreateMultipartUpload",
        "POST" when request.HasQuery("uploadId") => "CompleteMultipartUpload",
        "DELETE" when request.HasQuery("uploadId") => "AbortMultipartUpload",
        "DELETE" when !HasSubresource(request) => "DeleteObject",
        _ => "",
    };

    // What is asked of "?acl" or "?tagging" must not be taken for a question about the object itself.
    private static bool HasSubresource(AwsRequest request) => request.Query.Any(pair => pair.Value.Length == 0
        && pair.Name is "acl" or "tagging" or "policy" or "cors" or "lifecycle" or "website" or "encryption" or "replication" or "logging"
            or "versions" or "attributes" or "torrent" or "retention" or "legal-hold" or "object-lock" or "restore" or "select"
            or "accelerate" or "requestPayment" or "ownershipControls" or "publicAccessBlock" or "policyStatus" or "analytics"
            or "inventory" or "metrics" or "intelligent-tiering" or "session" or "versioning" or "renameObject");
}
