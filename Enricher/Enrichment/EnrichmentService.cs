using System.Diagnostics;
using FlowOptics.Enricher.Compatibility;
using FlowOptics.Enricher.Events;
using FlowOptics.Enricher.Map;
using FlowOptics.Enricher.Telemetry;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>
/// Raw batches in, enriched batches out. A raw batch is acknowledged only when the broker has all that was made of it; until then it belongs to the
/// broker, and comes again if we die. Nothing is dropped as "seen": only GraphApi knows what it has.
/// </summary>
/// <remarks>
/// One batch at a time is computed, in order, and its publishing goes on beside the next ones. What is in flight is bounded by the client's Receive
/// Maximum: with so many unacknowledged, the broker sends no more.
/// </remarks>
internal sealed class EnrichmentService(
    MqttClient client,
    FlowEnricher enricher,
    GeoSource geo,
    DeliveringPublisher publisher,
    RecentBatches recent,
    MapTotals map,
    EventSample events,
    CompatibilityTopic compatibility,
    EnricherMetrics metrics,
    TimeProvider time,
    ILogger<EnrichmentService> logger) : BackgroundService
{
    /// <summary>Shared, so that several Enrichers divide the batches among them.</summary>
    public const string RawFilter = "$share/enricher/" + Topics.Raw + "#";

    private static readonly TimeSpan SubscribeAgain = TimeSpan.FromSeconds(5);

    // One batch at a time is worked on, and nothing of it is needed once it is encoded: but the compatibility topic's records are made as they go out.
    private readonly BatchBuffers? _buffers = compatibility.IsOn ? null : new();
    private readonly OnceEach _causes = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _subscribed;

    public bool IsSubscribed => _subscribed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await SubscribeAsync(stoppingToken);
        // A fault of ours in what goes on beside the reading must end the service too, not leave a batch unacknowledged for ever.
        await await Task.WhenAny(ReadAsync(stoppingToken), _failed.Task);
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in client.Messages.ReadAllAsync(stoppingToken))
        {
            metrics.Began();
            var began = time.GetTimestamp();
            var work = Process(message);
            _ = FinishAsync(message, work, began, stoppingToken);
        }
    }

    private async Task SubscribeAsync(CancellationToken stoppingToken)
    {
        while (!_subscribed)
        {
            try
            {
                await client.SubscribeAsync(RawFilter, MqttQualityOfService.AtLeastOnce, stoppingToken);
                _subscribed = true;
                EnricherLog.Subscribed(logger, RawFilter, geo.Current.BuiltAt);
            }
            catch (MqttException refused)
            {
                EnricherLog.NotSubscribed(logger, RawFilter, refused.Message, SubscribeAgain.TotalSeconds);
                await Task.Delay(SubscribeAgain, time, stoppingToken);
            }
        }
    }

    /// <returns>What is to be published for it: nothing where it could not be read.</returns>
    private EnrichedMessages Process(MqttReceivedMessage message)
    {
        using var activity = MessageTracing.StartProcess(EnricherMetrics.Activities, message.Message);
        if (message.Duplicate) metrics.Add("redelivered", 1);
        try
        {
            var batch = enricher.Enrich(FlowWire.DecodeBatch(message.Payload, _buffers), _buffers);
            activity?.SetTag("flowoptics.records", batch.Flows.Count);
            activity?.SetTag("flowoptics.object", batch.Flows.Origin.Key);
            var parts = BatchSplitter.Encode(batch, message.Payload.Span);
            Count(batch);

            var topic = Topics.Of(Topics.Flows, batch.Flows.Account, batch.Flows.Region);
            var properties = MessageTracing.Properties(activity?.Id ?? MessageTracing.TraceParentOf(message.Message));
            return new EnrichedMessages(topic, properties, parts, compatibility.IsOn ? batch : null);
        }
#pragma warning disable CA1031 // One poisoned batch must not stop the stream behind it; the bucket still has its records.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            metrics.Add("undecodable", 1);
            if (_causes.IsFirst($"{fault.GetType().Name}: {fault.Message}"))
                EnricherLog.Undecodable(logger, message.Topic, fault.Message, fault is FlowFormatException ? null : fault);
            return EnrichedMessages.None;
        }
    }

    private void Count(EnrichedBatch batch)
    {
        metrics.Add("records", batch.Flows.Count);
        if (geo.Current.FirstDamage is { } damage && _causes.IsFirst(damage)) EnricherLog.GeoDamaged(logger, damage);
        if (!recent.Add(batch.Flows.Origin.Id)) return;
        map.Add(batch);
        events.Add(batch);
    }

    private async Task FinishAsync(MqttReceivedMessage message, EnrichedMessages messages, long began, CancellationToken stoppingToken)
    {
        try
        {
            if (messages.Compatible is { } batch) await Task.WhenAll(messages.PublishAsync(publisher, stoppingToken), compatibility.PublishAsync(batch, stoppingToken));
            else await messages.PublishAsync(publisher, stoppingToken);
            metrics.Add("parts", messages.Parts.Count);
            message.Acknowledge();
            metrics.Add("batches", 1);
        }
        catch (Exception stopping) when (stopping is OperationCanceledException or ObjectDisposedException)
        {
            // We end: the broker keeps the batch and delivers it again.
        }
#pragma warning disable CA1031 // Thrown on by ExecuteAsync, which ends the service.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _failed.TrySetException(fault);
        }

        metrics.Ended(time.GetElapsedTime(began));
    }
}
