using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.Firehose;

/// <summary>Requests that the endpoint never took, in the stream's backup bucket: a document a record, with its data and what went wrong.</summary>
internal sealed class BackupObject(BucketStore buckets, TimeProvider time, ILogger<BackupObject> logger)
{
    /// <returns>False where the bucket is not there.</returns>
    public async Task<bool> WriteAsync(DeliveryStreamSettings stream, DeliveryRequest request, int attempts, string problem,
        CancellationToken cancellationToken)
    {
        if (buckets.Find(stream.BackupBucket) is not { } bucket)
        {
            EmulatorLog.NoBackup(logger, stream.Name, request.Id, stream.BackupBucket);
            return false;
        }

        var now = time.GetUtcNow();
        using var content = new MemoryStream();
        foreach (var record in request.Records)
        {
            var line = new JsonObject
            {
                ["attemptsMade"] = attempts,
                ["arrivalTimestamp"] = request.Cut.ToUnixTimeMilliseconds(),
                ["errorCode"] = "HttpEndpoint.DestinationException",
                ["errorMessage"] = problem,
                ["attemptEndingTimestamp"] = now.ToUnixTimeMilliseconds(),
                ["rawData"] = Convert.ToBase64String(record),
            };
            content.Write(System.Text.Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"));
        }

        content.Position = 0;
        // The same key however often a killed emulator comes here.
        var key = string.Create(CultureInfo.InvariantCulture,
            $"{stream.BackupPrefix}http-endpoint-failed/{request.Cut.UtcDateTime:yyyy'/'MM'/'dd'/'HH}/{stream.Name}-1-{request.Cut.UtcDateTime:yyyy-MM-dd-HH-mm-ss}-{request.Id}");
        using var staged = await StagedBody.CopyAsync(content, bucket.StagingFolder, null, null, cancellationToken);
        bucket.Put(new StoredObject
        {
            Key = key,
            Size = staged.Length,
            ETag = staged.ETag,
            LastModified = default,
            Headers = { ["Content-Type"] = "application/octet-stream" }
        }, staged.Path, null, null);
        EmulatorLog.BackedUp(logger, stream.Name, request.Id, stream.BackupBucket, key);
        return true;
    }
}
