using FlowOptics.Flows;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>What was made of one raw batch and is to be published: mostly one message.</summary>
/// <param name="Compatible">The batch, where its records go to the compatibility topic too.</param>
internal sealed record EnrichedMessages(string Topic, IReadOnlyList<KeyValuePair<string, string>> Properties, IReadOnlyList<WirePayload> Parts, EnrichedBatch? Compatible)
{
    /// <summary>Nothing: the batch could not be read.</summary>
    public static readonly EnrichedMessages None = new("", [], [], null);

    /// <summary>Completes when the broker has taken responsibility for each, however long that takes; then their buffers go back to the pool.</summary>
    public Task PublishAsync(DeliveringPublisher publisher, CancellationToken cancellationToken) =>
        Parts.Count == 1 ? PublishAsync(Parts[0], publisher, cancellationToken) : Task.WhenAll(Parts.Select(part => PublishAsync(part, publisher, cancellationToken)));

    private async Task PublishAsync(WirePayload part, DeliveringPublisher publisher, CancellationToken cancellationToken)
    {
        var message = new MqttMessage(Topic, part.Memory)
        {
            QualityOfService = MqttQualityOfService.AtLeastOnce,
            ContentType = "application/x-protobuf",
            UserProperties = Properties,
        };
        await publisher.PublishAsync(message, needsSubscriber: true, cancellationToken);
        // Not where it was given up: the client may still send it, and the buffer must not hold another batch then.
        part.Dispose();
    }
}
