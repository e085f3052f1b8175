using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.Mqtt;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.ServiceDefaults.Tests.Messaging;

/// <summary>A trace that goes through a real broker, from who publishes to who works on it.</summary>
public sealed class MessageTracingTests : IAsyncLifetime
{
    private const string Topic = "flowoptics/v1/raw/123456789012/eu-west-1";

    private readonly ConcurrentBag<Activity> _spans = [];
    private readonly ActivitySource _source = new($"FlowOptics.Test.{Guid.NewGuid():N}");
    private readonly ActivityListener _listener;
    private readonly RunningBroker _broker = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public MessageTracingTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _source || source.Name is MessageTracing.SourceName or "FlowOptics.Mqtt.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _source.Dispose();
        await _services.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Publish_route_and_process_are_spans_of_one_trace()
    {
        using var root = _source.StartActivity("object")!;
        var received = await SendAsync(root.Id);
        using (var process = MessageTracing.StartProcess(_source, received))
        {
            Assert.Equal("process flowoptics/v1/raw", process!.OperationName);
            Assert.Equal(ActivityKind.Consumer, process.Kind);
        }

        await Eventually.TrueAsync(() => Spans(root).Count() == 3, "publish, route and process have ended");
        var publish = Spans(root).Single(span => span.OperationName == "publish flowoptics/v1/raw");
        Assert.Equal((root.SpanId, ActivityKind.Producer), (publish.ParentSpanId, publish.Kind));
        Assert.Equal(("mqtt", Topic), (publish.GetTagItem("messaging.system"), publish.GetTagItem("messaging.destination.name")));
        Assert.All(Spans(root).Where(span => span != publish), span => Assert.Equal(publish.SpanId, span.ParentSpanId));
    }

    [Fact]
    public async Task A_message_that_is_not_traced_has_no_span_anywhere()
    {
        using var root = _source.StartActivity("object")!;

        var received = await SendAsync(traceParent: null);

        Assert.Null(MessageTracing.StartProcess(_source, received));
        Assert.Null(MessageTracing.TraceParentOf(received));
        Assert.Empty(Spans(root));
    }

    private IEnumerable<Activity> Spans(Activity root) => _spans.Where(span => span.TraceId == root.TraceId && span != root);

    private async Task<MqttMessage> SendAsync(string? traceParent)
    {
        await using var listener = await ClientAsync("listener");
        await listener.SubscribeAsync("flowoptics/v1/raw/#", MqttQualityOfService.AtLeastOnce, Cancel);
        await using var client = await ClientAsync("publisher");
        using var publisher = new DeliveringPublisher(
            client, new ServiceStatus(), _services.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<DeliveringPublisher>.Instance);

        await publisher.PublishAsync(
            new MqttMessage(Topic, new byte[] { 1 }) { QualityOfService = MqttQualityOfService.AtLeastOnce, UserProperties = MessageTracing.Properties(traceParent) }, needsSubscriber: true, Cancel);

        var received = await listener.Messages.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(3), Cancel);
        received.Acknowledge();
        return received.Message;
    }

    private async Task<MqttClient> ClientAsync(string name)
    {
        var client = new MqttClient(new MqttClientOptions { Server = _broker.Address, ClientId = $"{name}-{Guid.NewGuid():N}" });
        client.Start();
        await client.WaitConnectedAsync(Cancel);
        return client;
    }
}
