using System.Diagnostics;
using System.Text.Json;
using FlowOptics.Flows;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// When the window has been rebuilt, takes what the durable session brings: batches for the window, and word of finished objects for the importer, if there is one. A
/// message is acknowledged when what it brought is safe (<see cref="LiveFeed.TakeAsync"/>); until then the broker keeps it.
/// </summary>
internal sealed class LiveSubscriber(
    MqttClient client, LiveRebuild rebuild, LiveFeed feed, LiveWindow window, ImportQueue imports, GraphApiOptions options, ServiceStatus status, ILogger<LiveSubscriber> logger) : BackgroundService
{
    private readonly LiveBatch _batch = new();
    private bool _badMessageTold;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await rebuild.Ready.WaitAsync(stoppingToken);
            // Both wait for the first connection, which may take its time.
            var subscribed = Task.WhenAll(
                client.SubscribeAsync(Topics.Flows + "#", MqttQualityOfService.AtLeastOnce, stoppingToken),
                client.SubscribeAsync(Topics.Objects + "#", MqttQualityOfService.AtLeastOnce, stoppingToken));
            await foreach (var message in client.Messages.ReadAllAsync(stoppingToken))
            {
                await TakeAsync(message, stoppingToken);
                message.Acknowledge();
                // What the batch has of it is not asked for again.
                message.ReturnPayload();
                status.Set("liveRecords", window.Total.Flows);
            }

            await subscribed;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was not acknowledged comes again.
        }
    }

    private async Task TakeAsync(MqttReceivedMessage message, CancellationToken cancellationToken)
    {
        using var activity = MessageTracing.StartProcess(Telemetry.Source, message.Message);
        if (message.Duplicate) Telemetry.Redelivered.Add(1);
        try
        {
            if (message.Topic.StartsWith(Topics.Flows, StringComparison.Ordinal))
            {
                _batch.Read(message.Payload);
                activity?.SetTag("flowoptics.records", _batch.Count);
                await feed.TakeAsync(_batch, cancellationToken);
            }
            else if (message.Topic.StartsWith(Topics.Objects, StringComparison.Ordinal)) Announce(message.Payload, activity?.Id);
        }
        catch (Exception exception) when (exception is FlowFormatException or JsonException)
        {
            // The same bytes would fail for ever: they are acknowledged, counted, and told once.
            Telemetry.BadMessages.Add(1);
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            if (_badMessageTold) return;
            _badMessageTold = true;
            Log.BadMessage(logger, message.Topic, exception.Message);
        }
    }

    private void Announce(ReadOnlyMemory<byte> payload, string? traceParent)
    {
        // Nobody takes from the queue then, and it would grow for ever.
        if (!options.Import) return;
        var finished = JsonSerializer.Deserialize<FinishedObject>(payload.Span, JsonSerializerOptions.Web);
        if (finished?.Key is { Length: > 0 } key) imports.Announce(new ObjectInfo(finished.Bucket ?? "", key, Size: 0, finished.LastModified), traceParent);
    }

    private sealed record FinishedObject(string? Bucket, string? Key, DateTimeOffset LastModified);
}
