using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Lake;

/// <summary>
/// Objects of an S3 bucket. The SDK finds credentials, signs, tries again with full jitter, and compares what it reads with the checksum that S3 keeps beside the object.
/// </summary>
/// <remarks>A listing holds one page of 1,000 objects in memory. Times are whole seconds, as S3 has them in some answers and not in others.</remarks>
public sealed class S3ObjectStore(IAmazonS3 client, S3ObjectOptions options) : IObjectStore, IDisposable
{
    private readonly RequestPayer? _payer = options.RequesterPays ? RequestPayer.Requester : null;

    public string Bucket => options.Bucket;

    /// <inheritdoc/>
    /// <exception cref="ObjectStoreException">The bucket may not be listed, or cannot be reached.</exception>
    public async IAsyncEnumerable<ObjectInfo> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var prefix in options.Prefixes)
        {
            string? next = null;
            do
            {
                var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix, MaxKeys = options.PageSize, ContinuationToken = next, RequestPayer = _payer };
                var page = await AskAsync(() => client.ListObjectsV2Async(request, cancellationToken), $"bucket '{Bucket}' cannot be listed", cancellationToken).ConfigureAwait(false);
                foreach (var listed in page.S3Objects ?? [])
                {
                    if (S3Keys.IsTaken(listed.Key)) yield return Info(listed.Key, listed.Size ?? 0, listed.LastModified);
                }

                next = page.IsTruncated == true ? page.NextContinuationToken : null;
            }
            while (next is not null);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The content throws <see cref="ObjectStoreException"/> where it cannot be read further.</remarks>
    /// <exception cref="ObjectStoreException">The object may not be read, or S3 cannot be reached.</exception>
    public async Task<StoredObject?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = Bucket, Key = key, RequestPayer = _payer };
        var what = What(key);
        try
        {
            var response = await AskAsync(() => client.GetObjectAsync(request, cancellationToken), what, cancellationToken).ConfigureAwait(false);
            var info = Info(key, response.ContentLength, response.LastModified);
            var content = new S3Content(response, (position, token) => OpenAtAsync(key, response.ETag, position, token), what, options.ReadTimeout);
            return new StoredObject(info, ETag(response.ETag), content);
        }
        catch (ObjectStoreException e) when (IsGone(e))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectStoreException">The object may not be asked for, or S3 cannot be reached.</exception>
    public async Task<ObjectInfo?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = Bucket, Key = key, RequestPayer = _payer };
        try
        {
            var head = await AskAsync(() => client.GetObjectMetadataAsync(request, cancellationToken), What(key), cancellationToken).ConfigureAwait(false);
            return Info(key, head.ContentLength, head.LastModified);
        }
        catch (ObjectStoreException e) when (IsGone(e))
        {
            return null;
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>S3 quotes its etags, and its events do not.</summary>
    internal static string ETag(string? quoted) => quoted?.Trim('"') ?? "";

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
        {
            throw S3Fault.Of(e, what);
        }
    }

    // A bucket that is gone is told with a code of its own where there is a body to tell it in.
    private static bool IsGone(ObjectStoreException e) => e.InnerException is AmazonServiceException { ErrorCode: "NoSuchKey" or "NotFound" };

    private ObjectInfo Info(string key, long size, DateTime? lastModified) => S3Arrival.Dated(new(Bucket, key, size, Time(lastModified)));

    private static DateTimeOffset Time(DateTime? time)
    {
        var utc = (time ?? DateTime.UnixEpoch).ToUniversalTime();
        return new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private string What(string key) => $"object '{key}' of bucket '{Bucket}' cannot be read";

    /// <summary>The rest of an object: of the same content, or none.</summary>
    private Task<GetObjectResponse> OpenAtAsync(string key, string etag, long position, CancellationToken cancellationToken) => client.GetObjectAsync(
        new GetObjectRequest { BucketName = Bucket, Key = key, RequestPayer = _payer, EtagToMatch = etag, ByteRange = new ByteRange($"bytes={position}-") }, cancellationToken);
}
