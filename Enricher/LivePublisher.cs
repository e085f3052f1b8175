using FlowOptics.Enricher.Events;
using FlowOptics.Enricher.Map;
using FlowOptics.Enricher.Telemetry;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher;

/// <summary>
/// Publishes what browsers watch: map ticks and sampled events, where something changed. QoS 0: without a connection they are dropped and counted; the
/// next tick's totals are right all the same.
/// </summary>
internal sealed class LivePublisher(
    MqttClient client, MapTotals map, EventSample events, EnricherMetrics metrics, TimeProvider time, ILogger<LivePublisher> logger) : BackgroundService
{
    internal static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(200);
    internal static readonly TimeSpan EventInterval = TimeSpan.FromMilliseconds(500);

    private readonly OnceEach _causes = new();

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(EveryAsync(TickInterval, PublishTicksAsync, stoppingToken), EveryAsync(EventInterval, PublishEventsAsync, stoppingToken));

    private async Task EveryAsync(TimeSpan interval, Func<CancellationToken, Task> publish, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await publish(stoppingToken);
    }

    private async Task PublishTicksAsync(CancellationToken stoppingToken)
    {
        foreach (var area in map.Areas)
        {
            if (area.Take() is not { } tick) continue;
            var payload = MapTickWriter.Write(tick, map.Epoch, time.GetUtcNow());
            await PublishAsync(Topics.Of(Topics.Map, tick.Area.Account, tick.Area.Region), payload, "mapTicks", stoppingToken);
        }
    }

    private async Task PublishEventsAsync(CancellationToken stoppingToken)
    {
        foreach (var (area, sampled) in events.Take())
            await PublishAsync(Topics.Of(Topics.Events, area.Account, area.Region), EventWriter.Write(sampled), "events", stoppingToken);
    }

    private async Task PublishAsync(string topic, byte[] payload, string counter, CancellationToken stoppingToken)
    {
        try
        {
            await client.PublishAsync(new MqttMessage(topic, payload) { ContentType = "application/json" }, stoppingToken);
            metrics.Add(counter, 1);
        }
        catch (MqttNotConnectedException)
        {
            metrics.Add("liveDropped", 1);
        }
        catch (MqttException refused)
        {
            metrics.Add("liveDropped", 1);
            if (_causes.IsFirst(refused.Message)) EnricherLog.LiveRefused(logger, topic, refused.Message);
        }
    }
}
