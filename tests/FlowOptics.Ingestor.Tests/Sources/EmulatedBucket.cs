using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Ingestor.Tests.Sources;

/// <summary>A bucket of the emulator, a queue that its events go to, and one for dead letters.</summary>
internal sealed class EmulatedBucket : IAsyncDisposable
{
    private static readonly JsonTypeInfo<JsonObject> Json = (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));

    private readonly EmulatorProcess _emulator;
    private readonly AwsJsonClient _sqs;
    private readonly AmazonS3Client _s3;

    private EmulatedBucket(EmulatorProcess emulator)
    {
        _emulator = emulator;
        _s3 = emulator.S3();
        _sqs = new AwsJsonClient(AwsJsonService.Sqs, emulator.Url);
    }

    public string Queue => $"{_emulator.Url}/000000000000/events";

    public string DeadLetters => $"{_emulator.Url}/000000000000/dead";

    /// <summary>What makes an Ingestor read it.</summary>
    public (string, string)[] Settings(int visibilitySeconds = 4) =>
    [
        ("FlowOptics:Cloud", "emulated"), ("AWS_ENDPOINT_URL", _emulator.Url), ("FlowOptics:Queue", Queue), ("FlowOptics:Sqs:VisibilitySeconds", $"{visibilitySeconds}"),
    ];

    public static async Task<EmulatedBucket> StartAsync(string data)
    {
        var bucket = new EmulatedBucket(await EmulatorProcess.StartAsync(data));
        await bucket.AskAsync("CreateQueue", new() { ["QueueName"] = "dead" });
        await bucket.AskAsync("CreateQueue", new()
        {
            ["QueueName"] = "events",
            ["Attributes"] = new JsonObject { ["RedrivePolicy"] = """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"2"}""" },
        });
        await bucket._s3.PutBucketAsync("logs", TestContext.Current.CancellationToken);
        return bucket;
    }

    public Task TellAsync() => _s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
    {
        BucketName = "logs",
        QueueConfigurations = [new QueueConfiguration { Queue = "arn:aws:sqs:us-east-1:000000000000:events", Events = [EventType.ObjectCreatedAll] }],
    }, TestContext.Current.CancellationToken);

    public Task PutAsync(string key, byte[] content) =>
        _s3.PutObjectAsync(new PutObjectRequest { BucketName = "logs", Key = key, InputStream = new MemoryStream(content) }, TestContext.Current.CancellationToken);

    public Task SendAsync(string body) => AskAsync("SendMessage", new() { ["QueueUrl"] = Queue, ["MessageBody"] = body });

    /// <summary>Visible and taken messages of a queue.</summary>
    public async Task<(int Visible, int Taken)> CountAsync(string queue)
    {
        var attributes = (await AskAsync("GetQueueAttributes", new() { ["QueueUrl"] = queue, ["AttributeNames"] = new JsonArray("All") }))["Attributes"]!;
        return (Number("ApproximateNumberOfMessages"), Number("ApproximateNumberOfMessagesNotVisible"));

        int Number(string name) => int.Parse(attributes[name]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<JsonObject> AskAsync(string operation, JsonObject question) => _sqs.CallAsync(operation, question, Json, Json, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        _sqs.Dispose();
        await _emulator.DisposeAsync();
    }

    /// <summary>The SDK's own chain finds these first.</summary>
    [ModuleInitializer]
    internal static void GiveCredentials()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
    }
}
