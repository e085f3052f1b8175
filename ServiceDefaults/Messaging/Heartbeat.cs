using System.Threading.Channels;
using FlowOptics.Mqtt;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>Publishes a service's status every 5 s, at each connect (the last will may have said "offline" meanwhile), and when it stops.</summary>
internal sealed partial class Heartbeat(
    MqttClient client, ServiceStatus status, string service, string instance, TimeProvider time, ILogger<Heartbeat> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A broker that is gone must not hold a service back from ending; its last will speaks then.</summary>
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    // One pending beat is enough: the next one says everything that the dropped one would have said.
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!client.IsConnected) return;

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(GoodbyeTimeout);
        try
        {
            await client.PublishAsync(StatusMessage.Stopped(service, instance, time.GetUtcNow(), status.Counters), deadline.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or MqttException)
        {
            LogNoGoodbye(failure.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        client.ConnectionChanged += OnConnectionChanged;
        await using var timer = time.CreateTimer(_ => _due.Writer.TryWrite(true), null, TimeSpan.Zero, Interval);
        try
        {
            await foreach (var _ in _due.Reader.ReadAllAsync(stoppingToken))
            {
                // What is said after a pause must be of that time, so nothing is published until there is a connection.
                await client.WaitConnectedAsync(stoppingToken);
                await BeatAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
        finally
        {
            client.ConnectionChanged -= OnConnectionChanged;
        }
    }

    private async Task BeatAsync(CancellationToken stoppingToken)
    {
        try
        {
            await client.PublishAsync(StatusMessage.Running(service, instance, time.GetUtcNow(), status.Counters), stoppingToken);
        }
        catch (MqttException refused)
        {
            LogRefused(refused.Message);
        }
    }

    private void OnConnectionChanged(bool connected)
    {
        if (connected) _due.Writer.TryWrite(true);
    }

    [LoggerMessage(9001, LogLevel.Warning, "The broker did not take this service's status: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(9002, LogLevel.Debug, "The broker did not take the last status: {Reason}")]
    private partial void LogNoGoodbye(string reason);
}
