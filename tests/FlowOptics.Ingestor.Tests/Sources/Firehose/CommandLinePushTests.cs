using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Tests.Clients;
using static FlowOptics.Ingestor.Tests.Sources.Firehose.UnreliableEndpoint;

namespace FlowOptics.Ingestor.Tests.Sources.Firehose;

/// <summary>AWS's command line puts log events; the emulator's CloudWatch Logs and Firehose push them to an Ingestor that fails on the way.</summary>
public sealed class CommandLinePushTests
{
    private const string StreamArn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/flow-logs";

    [Fact]
    public async Task Events_that_the_command_line_puts_arrive_once_though_the_endpoint_fails_and_both_sides_are_killed()
    {
        Assert.SkipUnless(Script.Find("aws") is not null, "awscli is not installed: AWS's command line cannot be tried");
        using var bucket = new Bucket();
        await using var broker = new RunningBroker();
        await broker.StartAsync();
        await using var consumer = await Consumer.StartAsync(broker.Port);
        var port = FreePort.Find();
        var ingestor = await StartIngestorAsync();
        await using var endpoint = await UnreliableEndpoint.StartAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/firehose")));
        var emulator = await StartEmulatorAsync();
        try
        {
            await AwsAsync(emulator, "firehose", "create-delivery-stream", "--delivery-stream-name", "flow-logs", "--http-endpoint-destination-configuration", new JsonObject
            {
                ["EndpointConfiguration"] = new JsonObject { ["Url"] = endpoint.Address.AbsoluteUri, ["AccessKey"] = Push.Setting.Item2 },
                ["BufferingHints"] = new JsonObject { ["SizeInMBs"] = 1, ["IntervalInSeconds"] = 0 },
                ["RequestConfiguration"] = new JsonObject { ["ContentEncoding"] = "GZIP" },
                ["S3Configuration"] = new JsonObject { ["RoleARN"] = "arn:aws:iam::000000000000:role/none", ["BucketARN"] = "arn:aws:s3:::backup" },
            }.ToJsonString());
            await AwsAsync(emulator, "logs", "create-log-group", "--log-group-name", "/flow/logs");
            await AwsAsync(emulator, "logs", "create-log-stream", "--log-group-name", "/flow/logs", "--log-stream-name", "eni-0a1b2c3d-all");
            await AwsAsync(emulator, "logs", "put-subscription-filter", "--log-group-name", "/flow/logs", "--filter-name", "all", "--filter-pattern", "", "--destination-arn", StreamArn);
            await Eventually.TrueAsync(() => !endpoint.Requests.IsEmpty, "the control message was sent");

            // Refused, then taken without an answer, then killed while it is worked on.
            endpoint.Kill = () => ingestor.KillAsync();
            endpoint.Faults.Enqueue(Fault.Refuse);
            endpoint.Faults.Enqueue(Fault.LoseAnswer);
            endpoint.Faults.Enqueue(Fault.Kill);
            await PutAsync(emulator, 0, 500);
            await Eventually.TrueAsync(() => endpoint.Faults.IsEmpty, () => $"{endpoint.Faults.Count} faults left of {endpoint.Requests.Count} requests");
            // Nobody takes it while the Ingestor is away; then the emulator is killed too, with what it has not delivered.
            await PutAsync(emulator, 500, 300);
            await emulator.KillAsync();
            await emulator.DisposeAsync();
            await ingestor.DisposeAsync();
            ingestor = await StartIngestorAsync();
            emulator = await StartEmulatorAsync();
            // As a flow log with Firehose as its destination does.
            await AwsAsync(emulator, "firehose", "put-record", "--delivery-stream-name", "flow-logs", "--record", $"Data={Push.Record(800)}");

            await Eventually.TrueAsync(() => consumer.Records >= 801, () => $"{consumer.Records} records of 801, requests {string.Join(' ', endpoint.Requests)}");
            Assert.Equal(801, consumer.Records);
            // Each record is in the archive once, told apart by its bytes.
            var archived = Directory.EnumerateFiles(bucket.Folder, "*.log.gz", SearchOption.AllDirectories).SelectMany(Lines).Select(line => int.Parse(line.Split(' ')[9], CultureInfo.InvariantCulture)).Order();
            Assert.Equal(Enumerable.Range(0, 801), archived);
            var streams = JsonNode.Parse(await AwsAsync(emulator, "firehose", "describe-delivery-stream", "--delivery-stream-name", "flow-logs"))!;
            Assert.DoesNotContain(Push.Setting.Item2, streams.ToJsonString(), StringComparison.Ordinal);
        }
        finally
        {
            await emulator.DisposeAsync();
            await ingestor.DisposeAsync();
        }

        Task<IngestorProcess> StartIngestorAsync() => IngestorProcess.StartAsync(port, broker.Port, bucket.Folder, bucket.Data, Push.Setting);

        Task<EmulatorProcess> StartEmulatorAsync() =>
            EmulatorProcess.StartAsync(bucket.Data, new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Emulator__Firehose__RetryMilliseconds"] = "50" });

        async Task PutAsync(EmulatorProcess to, int first, int count)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            var events = new JsonArray([.. Enumerable.Range(first, count).Select(i => new JsonObject { ["timestamp"] = now, ["message"] = Push.Record(i) })]);
            var file = Path.Join(bucket.Data, $"events-{first}.json");
            await File.WriteAllTextAsync(file, events.ToJsonString(), TestContext.Current.CancellationToken);
            await AwsAsync(to, "logs", "put-log-events", "--log-group-name", "/flow/logs", "--log-stream-name", "eni-0a1b2c3d-all", "--log-events", $"file://{file}");
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
    }

    private static async Task<string> AwsAsync(EmulatorProcess emulator, params string[] arguments)
    {
        // Version 2 takes base64 unless it is told otherwise.
        var configuration = Path.GetTempFileName();
        await File.WriteAllTextAsync(configuration, "[default]\ncli_binary_format = raw-in-base64-out\n", TestContext.Current.CancellationToken);
        var (code, output) = await Script.RunAsync("aws", ["--endpoint-url", emulator.Url, "--output", "json", .. arguments], emulator, configuration);
        File.Delete(configuration);
        Assert.True(code == 0, $"aws {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
