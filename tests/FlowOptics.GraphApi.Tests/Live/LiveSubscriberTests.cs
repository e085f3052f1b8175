using System.Text;
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

/// <summary>What the durable session brings, from a real broker.</summary>
public sealed class LiveSubscriberTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GeoSource _geo = GeoSource.Open(new GeoOptions(), folder: null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _geo.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_finished_object_waits_for_the_import_where_there_is_one(bool imports, int waiting)
    {
        // The bucket stays empty, so that records come from the session only.
        var store = Store(Folder("bucket"));
        var options = new GraphApiOptions { Import = imports, Lake = new LakeOptions { Folder = Path.Combine(_folder.Path, "lake"), Bucket = store.Bucket }, Live = new LiveWindowOptions(), Geo = new GeoOptions(), GeoFolder = "" };
        await using var broker = await RunningBroker.StartedAsync();
        await using var client = new MqttClient(MqttClientOptions.Parse(broker.Address.ToString(), "graphapi-0") with { CleanStart = false }, NullLogger<MqttClient>.Instance, TimeProvider.System);
        client.Start();
        var window = new LiveWindow(new LiveWindowOptions(), TimeProvider.System);
        using var rebuild = new LiveRebuild(window, store, new FlowEnricher(_geo), options, TimeProvider.System, NullLogger<LiveRebuild>.Instance);
        var feed = new LiveFeed(window, rebuild, new LiveLoad(TimeProvider.System, options), store, options, TimeProvider.System, NullLogger<LiveFeed>.Instance);
        using var lake = LakeDatabase.Open(options.Lake, NullLogger<LakeDatabase>.Instance, TimeProvider.System);
        using var queue = new ImportQueue(lake, TimeProvider.System);
        using var subscriber = new LiveSubscriber(client, rebuild, feed, window, queue, options, new ServiceStatus(), NullLogger<LiveSubscriber>.Instance);
        await rebuild.StartAsync(Token);
        await subscriber.StartAsync(Token);

        var sent = new Bucket(Folder("sent"));
        var key = sent.Put("x", Bucket.Text(100, DateTimeOffset.UtcNow), DateTimeOffset.UtcNow.AddMinutes(-1));
        await PublishAsync(broker, Topics.Objects, Encoding.UTF8.GetBytes($$"""{"bucket":"logs","key":"{{key}}","records":100,"lastModified":"2026-11-22T00:00:00Z"}"""));
        await using var stored = await Store(sent.Folder).OpenAsync(key, Token);
        await foreach (var batch in FlowObjectReader.ReadAsync(stored!, new FlowObjectReport(), null, Token))
            await PublishAsync(broker, Topics.Flows, FlowWire.Encode(new FlowEnricher(_geo).Enrich(batch)));
        // Messages are taken in their order.
        await Eventually.TrueAsync(() => window.Total.Flows == 100, "the batch was taken");
        Assert.Equal(waiting, queue.Count);
        await subscriber.StopAsync(Token);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    private static FolderObjectStore Store(string folder) => new(folder, new FolderObjectOptions(), null, TimeProvider.System);

    // Until it has subscribed, there is nobody to take it.
    private static Task PublishAsync(RunningBroker broker, string topic, byte[] payload) => Eventually.TrueAsync(
        async () => await broker.Server.PublishAsync(new MqttMessage(topic + "123456789012/eu-west-1", payload) { QualityOfService = MqttQualityOfService.AtLeastOnce }, Token) > 0, $"a message of {topic} was given to the subscriber");
}
