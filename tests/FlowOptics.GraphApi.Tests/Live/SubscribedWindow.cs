using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>A live window behind a real broker, over a store.</summary>
internal sealed class SubscribedWindow : IAsyncDisposable
{
    private readonly GeoSource _geo = GeoSource.Open(new GeoOptions(), folder: null);
    private readonly RunningBroker _broker;
    private readonly MqttClient _client;
    private readonly LakeDatabase _lake;
    private readonly LiveSubscriber _subscriber;

    private SubscribedWindow(RunningBroker broker, IObjectStore store, GraphApiOptions options, TimeProvider time)
    {
        _broker = broker;
        _client = new MqttClient(MqttClientOptions.Parse(broker.Address.ToString(), "graphapi-0") with { CleanStart = false }, NullLogger<MqttClient>.Instance, TimeProvider.System);
        // Longer than a test moves its clock.
        Window = new LiveWindow(new LiveWindowOptions { Length = TimeSpan.FromDays(1) }, time);
        Enricher = new FlowEnricher(_geo);
        Rebuild = new LiveRebuild(Window, store, Enricher, options, time, NullLogger<LiveRebuild>.Instance);
        var feed = new LiveFeed(Window, Rebuild, new LiveLoad(time, options), store, options, time, NullLogger<LiveFeed>.Instance);
        _lake = LakeDatabase.Open(options.Lake, NullLogger<LakeDatabase>.Instance, time);
        Imports = new ImportQueue(_lake, time);
        _subscriber = new LiveSubscriber(_client, Rebuild, feed, Window, Imports, options, new ServiceStatus(), NullLogger<LiveSubscriber>.Instance);
    }

    public LiveWindow Window { get; }

    public LiveRebuild Rebuild { get; }

    public ImportQueue Imports { get; }

    public FlowEnricher Enricher { get; }

    /// <param name="folder">For the lake.</param>
    /// <param name="imports">There is an import, which takes from the queue.</param>
    public static async Task<SubscribedWindow> StartAsync(IObjectStore store, string folder, TimeProvider time, bool imports = true)
    {
        var options = new GraphApiOptions { Import = imports, Lake = new LakeOptions { Folder = folder, Bucket = "logs" }, Live = new LiveWindowOptions(), Geo = new GeoOptions(), GeoFolder = "" };
        var started = new SubscribedWindow(await RunningBroker.StartedAsync(), store, options, time);
        started._client.Start();
        await started.Rebuild.StartAsync(TestContext.Current.CancellationToken);
        await started._subscriber.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    /// <summary>Until it has subscribed, there is nobody to take it.</summary>
    public Task PublishAsync(string topic, byte[] payload) => Eventually.TrueAsync(
        async () => await _broker.Server.PublishAsync(new MqttMessage(topic + "123456789012/eu-west-1", payload) { QualityOfService = MqttQualityOfService.AtLeastOnce }, TestContext.Current.CancellationToken) > 0,
        $"a message of {topic} was given to the subscriber");

    public async ValueTask DisposeAsync()
    {
        await _subscriber.StopAsync(CancellationToken.None);
        _subscriber.Dispose();
        Imports.Dispose();
        _lake.Dispose();
        Rebuild.Dispose();
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
        _geo.Dispose();
    }
}
