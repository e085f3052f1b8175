using Amazon.S3;
using Amazon.S3.Model;

namespace FlowOptics.Deploy.Commands;

/// <summary>A bucket that was there before is no stack's: that it tells our queue of new objects is added here, beside whatever else it tells of.</summary>
internal sealed class BucketEvents(IAmazonS3 s3, Progress progress)
{
    public const string Id = "flowoptics";

    public async Task TellAsync(string bucket, string prefix, string queueArn, Func<string, bool> ask, CancellationToken cancellationToken)
    {
        var now = await s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = bucket }, cancellationToken);
        var queues = now.QueueConfigurations ?? [];
        if (queues.Exists(one => one.Queue == queueArn))
        {
            progress.Say($"{bucket}: tells the queue of new objects");
            return;
        }

        progress.Say($"{bucket}: does not tell our queue of new objects yet; the rule '{Id}' is added to its notifications, the others stay as they are");
        if (!ask($"Change the notifications of {bucket}?"))
        {
            progress.Say($"Nothing will be live until it does: add {queueArn} for s3:ObjectCreated:* yourself.");
            return;
        }

        queues.RemoveAll(one => one.Id == Id);
        queues.Add(new QueueConfiguration
        {
            Id = Id,
            Queue = queueArn,
            Events = [EventType.ObjectCreatedAll],
            Filter = prefix.Length == 0 ? null : new Filter { S3KeyFilter = new S3KeyFilter { FilterRules = [new FilterRule { Name = "prefix", Value = prefix }] } },
        });
        await s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = bucket,
                QueueConfigurations = queues,
                TopicConfigurations = now.TopicConfigurations,
                LambdaFunctionConfigurations = now.LambdaFunctionConfigurations,
                EventBridgeConfiguration = now.EventBridgeConfiguration,
            },
            cancellationToken);
    }

    /// <summary>Takes our rule away again, and nothing else.</summary>
    public async Task ForgetAsync(string bucket, CancellationToken cancellationToken)
    {
        var now = await s3.GetBucketNotificationAsync(new GetBucketNotificationRequest { BucketName = bucket }, cancellationToken);
        if (now.QueueConfigurations?.RemoveAll(one => one.Id == Id) is not > 0) return;
        await s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = bucket,
                QueueConfigurations = now.QueueConfigurations,
                TopicConfigurations = now.TopicConfigurations,
                LambdaFunctionConfigurations = now.LambdaFunctionConfigurations,
                EventBridgeConfiguration = now.EventBridgeConfiguration,
            },
            cancellationToken);
        progress.Say($"{bucket}: no longer tells our queue");
    }
}
