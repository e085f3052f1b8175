using System.Text.Json;
using FlowOptics.Enricher.Enrichment;
using FlowOptics.Flows;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.Enricher.Tests.Enrichment;

public sealed class EnrichmentServiceTests
{
    private const string RawTopic = $"flowoptics/v1/raw/{Batches.Account}/{Batches.Region}";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_batch_comes_out_enriched_with_its_trace_and_nothing_stays_unacknowledged()
    {
        await using var running = await Running.BrokerAsync();
        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var enricher = await running.EnricherAsync(batchesInFlight: 4);
        await Eventually.TrueAsync(() => IsSubscribed(enricher), "the Enricher subscribes");

        var ingestor = await running.ClientAsync("ingestor-0");
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var batches = Enumerable.Range(0, 40).Select(seed => Batches.Raw(seed, 100)).ToArray();
        foreach (var batch in batches) await PublishAsync(ingestor, FlowWire.Encode(batch), Trace);

        var left = batches.ToDictionary(batch => batch.Origin);
        while (left.Count > 0)
        {
            var message = await graph.Messages.ReadAsync(Cancelled);
            Assert.Equal($"flowoptics/v1/flows/{Batches.Account}/{Batches.Region}", message.Topic);
            Assert.Contains(message.Message.UserProperties, property => property.Key == "traceparent" && property.Value.Contains("0af7651916cd43dd8448eb211c80319c", StringComparison.Ordinal));
            var enriched = FlowWire.DecodeEnriched(message.Payload);
            Assert.True(left.Remove(enriched.Flows.Origin, out var raw));
            Assert.Equal(FlowWire.Encode(raw), FlowWire.Encode(enriched.Flows));
            Assert.Contains(enriched.SrcPlace, place => place > 0);
            message.Acknowledge();
        }

        var counters = enricher.Services.GetRequiredService<ServiceStatus>().Counters;
        await Eventually.TrueAsync(() => counters["batches"] == 40 && counters["inFlight"] == 0, "all are acknowledged");
        Assert.Equal(4000, counters["records"]);
    }

    [Fact]
    public async Task A_batch_that_nobody_subscribes_to_is_kept_until_somebody_does()
    {
        await using var running = await Running.BrokerAsync();
        var enricher = await running.EnricherAsync();
        await Eventually.TrueAsync(() => IsSubscribed(enricher), "the Enricher subscribes");
        var ingestor = await running.ClientAsync("ingestor-0");
        await PublishAsync(ingestor, FlowWire.Encode(Batches.Raw(1, 10)));

        var counters = enricher.Services.GetRequiredService<ServiceStatus>().Counters;
        await Eventually.TrueAsync(() => counters["retries"] >= 2, "it is tried again");
        Assert.Equal(0, counters["batches"]);

        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var message = await graph.Messages.ReadAsync(Cancelled);
        Assert.Equal(10, FlowWire.DecodeEnriched(message.Payload).Flows.Count);
        await Eventually.TrueAsync(() => counters["batches"] == 1, "it is acknowledged");
    }

    [Fact]
    public async Task What_an_Enricher_had_not_finished_when_it_ended_comes_out_of_the_next_one()
    {
        await using var running = await Running.BrokerAsync();
        var first = await running.EnricherAsync();
        await Eventually.TrueAsync(() => IsSubscribed(first), "the Enricher subscribes");
        var ingestor = await running.ClientAsync("ingestor-0");
        for (var seed = 0; seed < 5; seed++) await PublishAsync(ingestor, FlowWire.Encode(Batches.Raw(seed, 10)));
        await Eventually.TrueAsync(() => first.Services.GetRequiredService<ServiceStatus>().Counters["retries"] >= 1, "it works on them");
        await first.StopAsync(Cancelled);
        await first.DisposeAsync();

        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        await running.EnricherAsync();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (keys.Count < 5)
        {
            var message = await graph.Messages.ReadAsync(Cancelled);
            keys.Add(FlowWire.DecodeEnriched(message.Payload).Flows.Origin.Key);
            message.Acknowledge();
        }
    }

    [Fact]
    public async Task A_payload_that_is_no_batch_is_counted_and_stops_nothing()
    {
        await using var running = await Running.BrokerAsync();
        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var enricher = await running.EnricherAsync(batchesInFlight: 1);
        await Eventually.TrueAsync(() => IsSubscribed(enricher), "the Enricher subscribes");
        var ingestor = await running.ClientAsync("ingestor-0");
        for (var i = 0; i < 5; i++) await PublishAsync(ingestor, "no batch at all"u8.ToArray());
        await PublishAsync(ingestor, FlowWire.Encode(Batches.Raw(1, 10)));

        var message = await graph.Messages.ReadAsync(Cancelled);
        Assert.Equal(10, FlowWire.DecodeEnriched(message.Payload).Flows.Count);
        Assert.Equal(5, enricher.Services.GetRequiredService<ServiceStatus>().Counters["undecodable"]);
    }

    [Fact]
    public async Task The_map_s_totals_are_those_of_the_records_though_batches_come_twice()
    {
        await using var running = await Running.BrokerAsync();
        var viewer = await running.ClientAsync("web-0");
        await viewer.SubscribeAsync("flowoptics/v1/map/#", MqttQualityOfService.AtMostOnce, Cancelled);
        await viewer.SubscribeAsync("flowoptics/v1/events/#", MqttQualityOfService.AtMostOnce, Cancelled);
        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var enricher = await running.EnricherAsync();
        await Eventually.TrueAsync(() => IsSubscribed(enricher), "the Enricher subscribes");
        var ingestor = await running.ClientAsync("ingestor-0");
        var batches = Enumerable.Range(0, 10).Select(seed => Batches.Raw(seed, 300)).ToArray();
        foreach (var batch in batches.Concat(batches)) await PublishAsync(ingestor, FlowWire.Encode(batch));

        var (flows, bytes, sequence, events) = (0L, 0L, 0L, 0);
        while (flows < 3000 || events == 0)
        {
            var message = await viewer.Messages.ReadAsync(Cancelled);
            using var json = JsonDocument.Parse(message.Payload);
            if (message.Topic.StartsWith("flowoptics/v1/events/", StringComparison.Ordinal))
            {
                events += json.RootElement.GetArrayLength();
                continue;
            }

            Assert.Equal(++sequence, json.RootElement.GetProperty("sequence").GetInt64());
            flows = json.RootElement.GetProperty("total").GetProperty("flows").GetInt64();
            bytes = json.RootElement.GetProperty("total").GetProperty("bytes").GetInt64();
        }

        var counters = enricher.Services.GetRequiredService<ServiceStatus>().Counters;
        await Eventually.TrueAsync(() => counters["records"] == 6000, "the repeats are enriched too");
        Assert.Equal(3000, flows);
        Assert.Equal(batches.Sum(batch => batch.Bytes.Sum()), bytes);
    }

    [Fact]
    public async Task Two_Enrichers_share_the_batches_and_what_their_epochs_count_adds_up()
    {
        await using var running = await Running.BrokerAsync();
        var viewer = await running.ClientAsync("web-0");
        await viewer.SubscribeAsync("flowoptics/v1/map/#", MqttQualityOfService.AtMostOnce, Cancelled);
        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        WebApplication[] enrichers =
        [
            await running.EnricherAsync(64, ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=one")),
            await running.EnricherAsync(64, ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=two")),
        ];
        await Eventually.TrueAsync(() => enrichers.All(IsSubscribed), "both subscribe");
        var ingestor = await running.ClientAsync("ingestor-0");
        var batches = Enumerable.Range(0, 20).Select(seed => Batches.Raw(seed, 300)).ToArray();
        foreach (var batch in batches) await PublishAsync(ingestor, FlowWire.Encode(batch));

        var epochs = new Dictionary<string, (long Sequence, long Flows, long Placed)>(StringComparer.Ordinal);
        var placed = 0L;
        while (epochs.Values.Sum(epoch => epoch.Flows) < 6000)
        {
            var message = await viewer.Messages.ReadAsync(Cancelled);
            using var json = JsonDocument.Parse(message.Payload);
            var (root, total) = (json.RootElement, json.RootElement.GetProperty("total"));
            var epoch = root.GetProperty("epoch").GetString()!;
            Assert.Equal(epochs.GetValueOrDefault(epoch).Sequence + 1, root.GetProperty("sequence").GetInt64());
            epochs[epoch] = (root.GetProperty("sequence").GetInt64(), total.GetProperty("flows").GetInt64(), total.GetProperty("placed").GetInt64());
            placed += root.GetProperty("places").EnumerateArray().Sum(row => row.GetProperty("flows").GetInt64()) + root.GetProperty("other").GetProperty("flows").GetInt64();
        }

        Assert.Equal(2, epochs.Count);
        Assert.Equal(6000, epochs.Values.Sum(epoch => epoch.Flows));
        Assert.Equal(epochs.Values.Sum(epoch => epoch.Placed), placed);
    }

    private static bool IsSubscribed(WebApplication enricher) => enricher.Services.GetRequiredService<EnrichmentService>().IsSubscribed;

    private static async Task PublishAsync(MqttClient ingestor, byte[] payload, string? trace = null)
    {
        var result = await ingestor.PublishAsync(
            new MqttMessage(RawTopic, payload)
            {
                QualityOfService = MqttQualityOfService.AtLeastOnce,
                UserProperties = trace is null ? [] : [new("traceparent", trace)],
            },
            Cancelled);
        Assert.True(result.IsSuccess && !result.NoMatchingSubscribers, $"reason {result.ReasonCode}");
    }
}
