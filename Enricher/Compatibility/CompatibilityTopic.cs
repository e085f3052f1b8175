using FlowOptics.Enricher.Enrichment;
using FlowOptics.Enricher.Telemetry;
using FlowOptics.Flows;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher.Compatibility;

/// <summary>
/// IpGeoLocatorDashboard's topic, for what was built on it: each record with a public source as a message of its own, QoS 1. Off unless
/// <see cref="EnricherOptions.CompatibilityTopic"/> names it.
/// </summary>
internal sealed class CompatibilityTopic(EnricherOptions options, DeliveringPublisher publisher, EnricherMetrics metrics) : IDisposable
{
    /// <summary>How many such messages may wait for their PUBACK at once, of all batches together: a batch may have thousands.</summary>
    public const int InFlight = 256;

    private readonly SemaphoreSlim _room = new(InFlight);

    public bool IsOn => options.CompatibilityTopic is not null;

    /// <summary>Completes when the broker has taken responsibility for each record's message. The batch must not change until then.</summary>
    public async Task PublishAsync(EnrichedBatch batch, CancellationToken cancellationToken)
    {
        if (options.CompatibilityTopic is not { } topic) return;
        var published = new List<Task>();
        for (var record = 0; record < batch.Flows.Count; record++)
        {
            if (batch.SrcKind[record] != AddressKind.Public) continue;
            await _room.WaitAsync(cancellationToken);
            published.Add(PublishAsync(new MqttMessage(topic, CompatibleRecord.Write(batch, record))
            {
                QualityOfService = MqttQualityOfService.AtLeastOnce,
                ContentType = "application/json",
            }, cancellationToken));
        }

        await Task.WhenAll(published);
        metrics.Add("compatible", published.Count);
    }

    public void Dispose() => _room.Dispose();

    private async Task PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // Viewers come and go: that nobody looks must not hold back what the graph lives on.
            await publisher.PublishAsync(message, needsSubscriber: false, cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }
}
