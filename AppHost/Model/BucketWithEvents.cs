using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Lake.Aws;

namespace FlowOptics.AppHost;

/// <summary>
/// What deploy/ makes on AWS, where AWS is stood in for: the bucket, the queue that is told of each object put there, and the queue of dead letters. Each call says how something is to be, so
/// it can be made again at each start.
/// </summary>
internal static class BucketWithEvents
{
    // As on AWS: so often a message is given out before it is taken for poison.
    private const int MostReceives = 10;

    private static readonly JsonTypeInfo<JsonObject> Json = (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));

    /// <exception cref="AmazonServiceException">It is refused.</exception>
    public static async Task MakeAsync(string endpoint, CancellationToken cancellationToken)
    {
        var credentials = new BasicAWSCredentials(StandInAccount.Key, StandInAccount.Secret);
        using var sqs = new AwsJsonClient(AwsJsonService.Sqs, endpoint, StandInAccount.Region, credentials);
        await CreateQueueAsync(sqs, DeadLetters, [], cancellationToken);
        await CreateQueueAsync(
            sqs, FlowLogs.Queue, new() { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{ArnOf(DeadLetters)}}","maxReceiveCount":"{{MostReceives}}"}""" }, cancellationToken);

        using var s3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = StandInAccount.Region });
        await s3.PutBucketAsync(FlowLogs.S3Bucket, cancellationToken);
        await s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = FlowLogs.S3Bucket,
                QueueConfigurations = [new QueueConfiguration { Id = FlowLogs.Queue, Queue = ArnOf(FlowLogs.Queue), Events = [EventType.ObjectCreatedAll] }],
            },
            cancellationToken);
    }

    private static string DeadLetters => FlowLogs.Queue + "-dead";

    private static string ArnOf(string queue) => $"arn:aws:sqs:{StandInAccount.Region}:{StandInAccount.Number}:{queue}";

    private static Task<JsonObject> CreateQueueAsync(AwsJsonClient sqs, string name, JsonObject attributes, CancellationToken cancellationToken) =>
        sqs.CallAsync("CreateQueue", new JsonObject { ["QueueName"] = name, ["Attributes"] = attributes }, Json, Json, cancellationToken);
}
