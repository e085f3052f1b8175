using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults.Messaging;
using FlowOptics.ServiceDefaults.Startup;

namespace FlowOptics.Broker;

/// <summary>Publishes the broker's own status as the other services do theirs; from within, so it needs no connection.</summary>
internal sealed class BrokerHeartbeat(MqttServer server, BrokerMetrics metrics, IConfiguration configuration, TimeProvider time, ILogger<BrokerHeartbeat> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Alive for as long as this is: nobody else asks for it.
        using var collected = metrics;
        using var timer = new PeriodicTimer(Interval, time);
        var instance = ServiceInstance.Id(configuration);
        try
        {
            do
            {
                try
                {
                    await server.PublishAsync(StatusMessage.Running("broker", instance, time.GetUtcNow(), Counters(server.Statistics)), stoppingToken);
                }
                catch (MqttException exception)
                {
                    // A full disk, or a subscriber that takes nothing: no reason for the broker to end.
                    BrokerLog.StatusNotPublished(logger, exception.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The broker stops; what it last said goes with it.
        }
    }

    private static Dictionary<string, long> Counters(MqttServerStatistics statistics) => new(StringComparer.Ordinal)
    {
        ["connections"] = statistics.Connections,
        ["sessions"] = statistics.Sessions,
        ["subscriptions"] = statistics.Subscriptions,
        ["retained"] = statistics.RetainedMessages,
        ["queuedBytes"] = statistics.QueuedBytes,
        ["received"] = statistics.MessagesReceived,
        ["sent"] = statistics.MessagesSent,
        ["dropped"] = statistics.MessagesDropped,
        ["refused"] = statistics.Refused.Values.Sum(),
        ["storedBytes"] = statistics.StorageBytes,
    };
}
