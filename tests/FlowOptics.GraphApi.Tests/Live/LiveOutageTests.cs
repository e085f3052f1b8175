using System.Net.Http.Json;
using Amazon.S3;
using Amazon.S3.Model;
using FlowOptics.Emulator.Tests.Clients;
using FlowOptics.Flows;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>The live window behind a real broker, over S3 that is away for a while.</summary>
public sealed class LiveOutageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_object_that_was_written_anew_while_the_bucket_is_away_is_read_when_it_is_back_and_others_come_meanwhile()
    {
        await using var emulator = await EmulatorProcess.StartAsync(Path.Combine(_folder.Path, "aws"));
        using var s3 = emulator.S3();
        await s3.PutBucketAsync("logs", Token);
        await PutAsync(s3, "anew", Bucket.Text(1000, _time.Now));
        using var store = new S3ObjectStore(emulator.S3(), new S3ObjectOptions { Bucket = "logs" });
        await using var live = await SubscribedWindow.StartAsync(store, Path.Combine(_folder.Path, "lake"), _time);
        await Eventually.TrueAsync(() => Moved(live.Rebuild.IsSettled), "the window was read");
        Assert.Equal(1000, live.Window.Total.Flows);

        // The new content's batches and another object's come while S3 refuses all.
        await PutAsync(s3, "anew", Bucket.Text(300, _time.Now, "REJECT"));
        await PutAsync(s3, "other", Bucket.Text(100, _time.Now));
        var batches = await BatchesAsync(live, store, "anew", "other");
        using var http = new HttpClient { BaseAddress = new Uri(emulator.Url) };
        (await http.PutAsJsonAsync("/_flowoptics/faults", new[] { new { service = "s3", kind = "error", status = 503 } }, Token)).EnsureSuccessStatusCode();
        foreach (var batch in batches) await live.PublishAsync(Topics.Flows, FlowWire.Encode(batch));
        await Eventually.TrueAsync(() => live.Window.Total.Flows == 1100, () => $"the other object's records were taken: {live.Window.Total.Flows}");
        Assert.False(live.Rebuild.IsSettled);

        (await http.DeleteAsync(new Uri("/_flowoptics/faults", UriKind.Relative), Token)).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => Moved(live.Rebuild.IsSettled), "the bucket was read again");
        Assert.Equal(400, live.Window.Total.Flows);
    }

    private static Task<PutObjectResponse> PutAsync(AmazonS3Client s3, string key, byte[] content) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = "logs", Key = key, InputStream = new MemoryStream(content) }, Token);

    private bool Moved(bool isDone)
    {
        if (!isDone) _time.Now += TimeSpan.FromSeconds(6);
        return isDone;
    }

    private static async Task<List<EnrichedBatch>> BatchesAsync(SubscribedWindow live, S3ObjectStore store, params string[] keys)
    {
        var batches = new List<EnrichedBatch>();
        foreach (var key in keys)
        {
            await using var stored = await store.OpenAsync(key, Token);
            await foreach (var batch in FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, Token)) batches.Add(live.Enricher.Enrich(batch));
        }

        return batches;
    }
}
