using System.Net.Http.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>The live window behind a real broker, over S3 that is away for a while.</summary>
public sealed class LiveOutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GeoSource _geo = GeoSource.Open(new GeoOptions(), folder: null);
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _geo.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_object_that_was_written_anew_while_the_bucket_is_away_is_read_when_it_is_back_and_others_come_meanwhile()
    {
        await using var emulator = await EmulatorProcess.StartAsync(Path.Combine(_folder.Path, "aws"));
        using var s3 = emulator.S3();
        await s3.PutBucketAsync("logs", Token);
        await PutAsync(s3, "anew", Bucket.Text(1000, _time.Now));
        await using var broker = await RunningBroker.StartedAsync();
        await using var client = new MqttClient(MqttClientOptions.Parse(broker.Address.ToString(), "graphapi-0") with { CleanStart = false }, NullLogger<MqttClient>.Instance, TimeProvider.System);
        client.Start();
        using var store = new S3ObjectStore(emulator.S3(), new S3ObjectOptions { Bucket = "logs" });
        var options = new GraphApiOptions { Lake = new LakeOptions { Folder = Path.Combine(_folder.Path, "lake"), Bucket = "logs" }, Live = new LiveWindowOptions(), Geo = new GeoOptions(), GeoFolder = "" };
        // Longer than the clock is moved on.
        var window = new LiveWindow(new LiveWindowOptions { Length = TimeSpan.FromDays(1) }, _time);
        using var rebuild = new LiveRebuild(window, store, new FlowEnricher(_geo), options, _time, NullLogger<LiveRebuild>.Instance);
        var feed = new LiveFeed(window, rebuild, new LiveLoad(_time, options), store, options, _time, NullLogger<LiveFeed>.Instance);
        using var lake = LakeDatabase.Open(options.Lake, NullLogger<LakeDatabase>.Instance, _time);
        using var imports = new ImportQueue(lake, _time);
        using var subscriber = new LiveSubscriber(client, rebuild, feed, window, imports, options, new ServiceStatus(), NullLogger<LiveSubscriber>.Instance);
        await rebuild.StartAsync(Token);
        await subscriber.StartAsync(Token);
        await Eventually.TrueAsync(() => Moved(rebuild.IsSettled), "the window was read");
        Assert.Equal(1000, window.Total.Flows);

        // The new content's batches and another object's come while S3 refuses all.
        await PutAsync(s3, "anew", Bucket.Text(300, _time.Now, "REJECT"));
        await PutAsync(s3, "other", Bucket.Text(100, _time.Now));
        var batches = await BatchesAsync(store, "anew", "other");
        using var http = new HttpClient { BaseAddress = new Uri(emulator.Url) };
        (await http.PutAsJsonAsync("/_flowoptics/faults", new[] { new { service = "s3", kind = "error", status = 503 } }, Token)).EnsureSuccessStatusCode();
        foreach (var batch in batches)
            await broker.Server.PublishAsync(new MqttMessage(Topics.Flows + "123456789012/eu-west-1", FlowWire.Encode(batch)) { QualityOfService = MqttQualityOfService.AtLeastOnce }, Token);
        await Eventually.TrueAsync(() => window.Total.Flows == 1100, () => $"the other object's records were taken: {window.Total.Flows}");
        Assert.False(rebuild.IsSettled);

        (await http.DeleteAsync(new Uri("/_flowoptics/faults", UriKind.Relative), Token)).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => Moved(rebuild.IsSettled), "the bucket was read again");
        Assert.Equal(400, window.Total.Flows);
        await subscriber.StopAsync(Token);
    }

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client s3, string key, byte[] content) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = "logs", Key = key, InputStream = new MemoryStream(content) }, Token);

    private bool Moved(bool isDone)
    {
        if (!isDone) _time.Now += TimeSpan.FromSeconds(6);
        return isDone;
    }

    private async Task<List<EnrichedBatch>> BatchesAsync(S3ObjectStore store, params string[] keys)
    {
        var batches = new List<EnrichedBatch>();
        foreach (var key in keys)
        {
            await using var stored = await store.OpenAsync(key, Token);
            await foreach (var batch in FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, Token)) batches.Add(new FlowEnricher(_geo).Enrich(batch));
        }

        return batches;
    }
}
