using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Emulator.Tests;

/// <summary>What was acknowledged is there after kill -9, and so are its events.</summary>
public sealed class KilledEmulatorTests
{
    private const string Queue = "killed";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kill_loses_no_object_no_message_and_no_event_that_was_acknowledged()
    {
        using var data = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using (var emulator = await EmulatorProcess.StartAsync(data.Path))
        {
            using var s3 = emulator.S3();
            using var sqs = new SignedClient(emulator);
            await sqs.CallAsync("sqs", "CreateQueue", new JsonObject { ["QueueName"] = Queue });
            await s3.PutBucketAsync("killed", Token);
            await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
            {
                BucketName = "killed",
                QueueConfigurations = [new QueueConfiguration { Queue = $"arn:aws:sqs:us-east-1:000000000000:{Queue}", Events = [EventType.ObjectCreatedAll] }],
            }, Token);
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(s3, writer, acknowledged)).ToArray();
            await Eventually.TrueAsync(() => acknowledged.Count >= 60, "sixty writes");
            await emulator.KillAsync();
            await Task.WhenAll(writers);
        }

        await using (var emulator = await EmulatorProcess.StartAsync(data.Path))
        {
            using var s3 = emulator.S3();
            using var sqs = new SignedClient(emulator);
            foreach (var (key, etag) in acknowledged)
            {
                var head = await s3.GetObjectMetadataAsync("killed", key, Token);
                // A later write of the key may have been committed without its acknowledgement.
                Assert.True(head.ETag == etag || head.Metadata["x-amz-meta-round"] != "0", key);
            }

            var told = await DrainAsync(sqs);
            Assert.Empty(acknowledged.Keys.Except(told, StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Tables_workgroups_and_results_are_there_after_a_kill()
    {
        using var data = new TemporaryFolder();
        string id;
        await using (var emulator = await EmulatorProcess.StartAsync(data.Path))
        {
            using var s3 = emulator.S3();
            using var client = new SignedClient(emulator);
            await s3.PutBucketAsync("kept", Token);
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = "kept", Key = "logs/a.log", ContentBody = "1 x\n2 y\n" }, Token);
            await client.CallAsync("athena", "CreateWorkGroup", new JsonObject { ["Name"] = "kept", ["Configuration"] = new JsonObject { ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://kept/results/" } } });
            await AskAsync(client, "CREATE EXTERNAL TABLE kept (n int, t string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ' ' LOCATION 's3://kept/logs/'");
            id = await AskAsync(client, "SELECT t FROM kept ORDER BY n");
            await emulator.KillAsync();
        }

        await using (var emulator = await EmulatorProcess.StartAsync(data.Path))
        {
            using var client = new SignedClient(emulator);
            var (_, answer) = await client.CallAsync("athena", "GetQueryResults", new JsonObject { ["QueryExecutionId"] = id });
            Assert.Equal(["t", "x", "y"], answer["ResultSet"]!["Rows"]!.AsArray().Select(row => row!["Data"]![0]!["VarCharValue"]!.GetValue<string>()));
            await AskAsync(client, "SELECT count(*) FROM kept");
        }
    }

    private static async Task<string> AskAsync(SignedClient client, string sql)
    {
        var (_, started) = await client.CallAsync("athena", "StartQueryExecution", new JsonObject { ["QueryString"] = sql, ["WorkGroup"] = "kept" });
        var id = started["QueryExecutionId"]!.GetValue<string>();
        var status = "";
        await Eventually.TrueAsync(async () =>
        {
            var (_, execution) = await client.CallAsync("athena", "GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id });
            status = execution["QueryExecution"]!["Status"]!.ToJsonString();
            return status.Contains("SUCCEEDED", StringComparison.Ordinal);
        }, () => status);
        return id;
    }

    private static async Task WriteAsync(AmazonS3Client s3, int writer, ConcurrentDictionary<string, string> acknowledged)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var key = $"{writer}/{i % 50}";
                var request = new PutObjectRequest { BucketName = "killed", Key = key, ContentBody = new string('x', 1000 + i) };
                request.Metadata["round"] = $"{i / 50}";
                acknowledged[key] = (await s3.PutObjectAsync(request, Token)).ETag;
            }
        }
        catch (Exception gone) when (gone is AmazonClientException or HttpRequestException or IOException)
        {
            // The emulator was killed.
        }
    }

    private static async Task<HashSet<string>> DrainAsync(SignedClient sqs)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var (_, answer) = await sqs.CallAsync("sqs", "ReceiveMessage", new JsonObject { ["QueueUrl"] = $"http://localhost/000000000000/{Queue}", ["MaxNumberOfMessages"] = 10, ["VisibilityTimeout"] = 600 });
            if (answer["Messages"] is not JsonArray messages) return keys;
            foreach (var message in messages)
            {
                var body = JsonNode.Parse(message!["Body"]!.GetValue<string>())!;
                if (body["Records"] is JsonArray records) keys.Add(records[0]!["s3"]!["object"]!["key"]!.GetValue<string>());
            }
        }
    }
}
