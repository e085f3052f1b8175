using System.Diagnostics;
using FlowOptics.Ingestor.Telemetry;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Streaming;

/// <summary>Publishes at QoS 1 until it is delivered: the server took it, and somebody subscribes.</summary>
internal sealed class BatchPublisher(MqttClient client, IngestorOptions options, ServiceStatus status, TimeProvider time, ILogger<BatchPublisher> logger)
{
    private int _waiting;

    /// <summary>Completes with the PUBACK that says delivered, however long that takes: across reconnects, and while nobody subscribes.</summary>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var message = Message(topic, payload);
        var pause = options.FirstRetry;
        var waits = false;
        try
        {
            while (true)
            {
                var result = await client.PublishAsync(message, cancellationToken);
                if (result is { IsSuccess: true, NoMatchingSubscribers: false }) return;
                if (!waits)
                {
                    waits = true;
                    // Logged by the first of the batches that wait, not by each.
                    if (Interlocked.Increment(ref _waiting) == 1) Log.NotDelivered(logger, topic, Reason(result));
                    status.Set("batchesWaiting", _waiting);
                }

                // Jitter: the batches in flight do not come back all at once.
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
                pause = pause * 2 < options.LongestRetry ? pause * 2 : options.LongestRetry;
            }
        }
        finally
        {
            if (waits)
            {
                if (Interlocked.Decrement(ref _waiting) == 0 && !cancellationToken.IsCancellationRequested) Log.DeliveredAgain(logger, topic);
                status.Set("batchesWaiting", _waiting);
            }
        }
    }

    /// <summary>Publishes once: for what is only a hint.</summary>
    public async Task TellAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var result = await client.PublishAsync(Message(topic, payload), cancellationToken);
        if (!result.IsSuccess) Log.NotTold(logger, topic, Reason(result));
    }

    private static MqttMessage Message(string topic, ReadOnlyMemory<byte> payload) => new(topic, payload)
    {
        QualityOfService = MqttQualityOfService.AtLeastOnce,
        UserProperties = Activity.Current?.Id is { } traceparent ? [new("traceparent", traceparent)] : [],
    };

    private static string Reason(MqttPublishResult result) =>
        result.NoMatchingSubscribers ? "nobody subscribes" : $"reason code 0x{result.ReasonCode:x2} {result.ReasonString}".TrimEnd();
}
