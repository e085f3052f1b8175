using FlowOptics.Enricher.Telemetry;
using FlowOptics.Mqtt;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>Publishes a message until the broker has it for a subscriber. "No matching subscribers" is no delivery: GraphApi may still be starting.</summary>
internal sealed class BatchPublisher(MqttClient client, EnricherMetrics metrics, TimeProvider time, ILogger<BatchPublisher> logger)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    // Said once when it begins and once when it ends, not for each of the batches that wait meanwhile.
    private string? _trouble;

    /// <summary>Completes when the broker has taken responsibility for it, however long that takes.</summary>
    public async Task PublishAsync(MqttMessage message, bool needsSubscriber, CancellationToken cancellationToken)
    {
        for (var delay = FirstDelay; await TryPublishAsync(message, needsSubscriber, cancellationToken) is { } trouble; delay = Longer(delay))
        {
            metrics.Add("retries", 1);
            if (Interlocked.Exchange(ref _trouble, trouble) != trouble) EnricherLog.NotTaken(logger, message.Topic, trouble);
            await Task.Delay(delay * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellationToken);
        }

        if (Volatile.Read(ref _trouble) is not null && Interlocked.Exchange(ref _trouble, null) is not null) EnricherLog.TakenAgain(logger);
    }

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongestDelay ? delay * 2 : LongestDelay;

    /// <returns>Null when it was taken, else why not.</returns>
    private async Task<string?> TryPublishAsync(MqttMessage message, bool needsSubscriber, CancellationToken cancellationToken)
    {
        try
        {
            var result = await client.PublishAsync(message, cancellationToken);
            if (result.NoMatchingSubscribers && needsSubscriber) return "nobody subscribes to it";
            return result.IsSuccess ? null : $"reason 0x{result.ReasonCode:X2} {result.ReasonString}".TrimEnd();
        }
        catch (MqttException refused)
        {
            return refused.Message;
        }
    }
}
