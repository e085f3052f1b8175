using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Demo.World;
using FlowOptics.Lake;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Demo.Delivery;

/// <summary>A bucket of S3, below a prefix.</summary>
/// <param name="prefix">Empty, or with a slash at its end.</param>
/// <param name="span">No further back than this is looked for what was delivered: more is not filled either.</param>
internal sealed class S3DemoBucket(IAmazonS3 client, string bucket, string prefix, TimeSpan span, TimeProvider time) : IDemoBucket, IDisposable
{
    // The most that S3 takes.
    private const int DeletedAtOnce = 1000;

    public string Name => $"s3://{bucket}/{prefix}".TrimEnd('/');

    public async Task<long> WriteAsync(FlowLog log, long from, long to, DateTimeOffset? delivered, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var records = DemoObject.Write(content, log, from, to);
        content.Position = 0;
        var request = new PutObjectRequest { BucketName = bucket, Key = prefix + DemoKey.Of(log.Vpc, to), InputStream = content, AutoCloseStream = false, IfNoneMatch = "*" };
        return await AskAsync(async () => (await PutAsync(request, cancellationToken)) ? records : 0, cancellationToken);
    }

    public Task<long?> DeliveredUntilAsync(FlowLog log, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            var today = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
            for (var day = today; day > today - span - TimeSpan.FromDays(1); day -= TimeSpan.FromDays(1))
            {
                long? until = null;
                await foreach (var (end, _) in ListAsync(log, prefix + DemoKey.Prefix(log.Vpc, day), cancellationToken)) until = end > until ? end : until ?? end;
                if (until is not null) return until;
            }

            return null;
        },
        cancellationToken);

    public Task<int> PruneAsync(IReadOnlyList<FlowLog> logs, long oldest, int maxObjects, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            var objects = new List<(long End, string Key)>();
            foreach (var log in logs)
            {
                await foreach (var found in ListAsync(log, $"{prefix}{DemoKey.Folder("", log.Vpc)}/", cancellationToken)) objects.Add(found);
            }

            var outdated = DemoObject.Outdated(objects, oldest, maxObjects);
            foreach (var some in outdated.Chunk(DeletedAtOnce))
            {
                await client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [.. some.Select(each => new KeyVersion { Key = each.Name })] }, cancellationToken);
            }

            return outdated.Count;
        },
        cancellationToken);

    public void Dispose() => client.Dispose();

    /// <returns>False where it was there already.</returns>
    private async Task<bool> PutAsync(PutObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await client.PutObjectAsync(request, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<(long End, string Key)> ListAsync(FlowLog log, string under, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = under, ContinuationToken = next }, cancellationToken);
            foreach (var key in (page.S3Objects ?? []).Select(listed => listed.Key))
            {
                if (DemoKey.EndOf(log.Vpc, key.AsSpan(key.LastIndexOf('/') + 1)) is { } end) yield return (end, key);
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
        {
            throw new ObjectStoreException(AwsFault.Reason(e, "S3"), e);
        }
    }
}
