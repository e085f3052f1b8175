using FlowOptics.Flows;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Broker.Tests;

/// <summary>The product's own messages against a broker that is as strict as AWS IoT Core.</summary>
public sealed class AwsIotProfileTests
{
    /// <summary>The largest part of an enriched batch (Enricher's BatchSplitter).</summary>
    private const int MaxEnrichedPart = 120 * 1024;

    private const int MaxMapTick = 32 * 1024;

    // As long as a level of a topic gets, whatever a path or a record calls the account and the region.
    private static readonly string Longest = new('x', 200);

    [Fact]
    public async Task The_products_topics_batches_and_subscriptions_stay_within_its_limits()
    {
        await using var broker = BrokerProcess.Start(null, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Broker__Profile"] = "aws-iot" });
        await using var services = await broker.ConnectAsync("services-0");
        foreach (var filter in (string[])["$share/enricher/" + Topics.Raw + "#", Topics.Flows + "#", Topics.Objects + "#", Topics.Map + "#", Topics.Events + "#", Topics.Status + "#"])
        {
            await services.SubscribeAsync(filter, AtLeastOnce, Deadline.Far);
        }

        await using var publisher = await broker.ConnectAsync("publisher-0");
        (string Topic, int Size)[] messages =
        [
            (Topics.Of(Topics.Raw, Longest, Longest), FlowWire.MaxBatchBytes),
            (Topics.Of(Topics.Flows, Longest, Longest), MaxEnrichedPart),
            (Topics.Of(Topics.Objects, Longest, Longest), 2048),
            (Topics.Of(Topics.Map, Longest, Longest), MaxMapTick),
            (Topics.Of(Topics.Events, Longest, Longest), MaxMapTick),
            (Topics.OfStatus("enricher", "0123456789abcdef"), 2048),
        ];
        foreach (var (topic, size) in messages)
        {
            var message = new MqttMessage(topic, new byte[size])
            {
                QualityOfService = AtLeastOnce,
                Retain = topic.StartsWith(Topics.Status, StringComparison.Ordinal),
                UserProperties = [new("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")],
            };
            Assert.Equal(0, (await publisher.PublishAsync(message, Deadline.Far)).ReasonCode);
            MqttReceivedMessage received;
            do
            {
                // The broker's own heartbeat comes between.
                received = await services.Messages.ReadAsync(Deadline.Far);
                received.Acknowledge();
            }
            while (received.Topic == Topics.OfStatus("broker", "0"));

            Assert.Equal((topic, size), (received.Topic, received.Payload.Length));
        }
    }
}
