using System.Threading.Channels;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using FlowOptics.Web.Telemetry;

namespace FlowOptics.Web.Gateway;

/// <summary>One subscription at the broker for all browsers: what comes is published again by Web's own server.</summary>
internal sealed partial class UpstreamRelay(
    MqttClient broker, MqttServer browsers, ServiceStatus status, WebTelemetry telemetry, TimeProvider time, ILogger<UpstreamRelay> logger)
    : BackgroundService
{
    private static readonly string[] Filters = [Topics.Map + "#", Topics.Events + "#", Topics.Status + "#"];

    // Connects and disconnects come from the client's own thread, which must not wait; they are rare.
    private readonly Channel<bool> _connections = Channel.CreateUnbounded<bool>(new UnboundedChannelOptions { SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        broker.ConnectionChanged += OnConnectionChanged;
        try
        {
            _connections.Writer.TryWrite(broker.IsConnected);
            await Task.WhenAll(SubscribeAsync(stoppingToken), RelayAsync(stoppingToken), SayConnectionAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
        finally
        {
            broker.ConnectionChanged -= OnConnectionChanged;
        }
    }

    private async Task SubscribeAsync(CancellationToken stoppingToken)
    {
        foreach (var filter in Filters) await broker.SubscribeAsync(filter, MqttQualityOfService.AtMostOnce, stoppingToken);
    }

    private async Task RelayAsync(CancellationToken stoppingToken)
    {
        await foreach (var received in broker.Messages.ReadAllAsync(stoppingToken))
        {
            var isStatus = received.Topic.StartsWith(Topics.Status, StringComparison.Ordinal);
            // A retained message that comes live carries no retain flag (MQTT-3.3.1-12); every state is one to keep for those who come later.
            var message = received.Message with { QualityOfService = MqttQualityOfService.AtMostOnce, Retain = isStatus };
            await browsers.PublishAsync(message, stoppingToken);
            received.Acknowledge();

            telemetry.Relayed();
            status.Add("messages", 1);
            if (isStatus) status.Set("viewers", browsers.Statistics.Connections);
        }
    }

    private async Task SayConnectionAsync(CancellationToken stoppingToken)
    {
        bool? said = null;
        await foreach (var connected in _connections.Reader.ReadAllAsync(stoppingToken))
        {
            if (connected == said) continue;
            if (connected) LogFound();
            else if (said is not null) LogLost();

            said = connected;
            await browsers.PublishAsync(BrokerState.Of(connected, time.GetUtcNow()), stoppingToken);
        }
    }

    private void OnConnectionChanged(bool connected) => _connections.Writer.TryWrite(connected);

    [LoggerMessage(6101, LogLevel.Information, "Browsers see the broker")]
    private partial void LogFound();

    [LoggerMessage(6102, LogLevel.Warning, "The broker is lost: browsers are told, and get no live data until it is back")]
    private partial void LogLost();
}
