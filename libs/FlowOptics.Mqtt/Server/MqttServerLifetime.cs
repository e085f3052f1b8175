using Microsoft.Extensions.Hosting;

namespace FlowOptics.Mqtt.Server;

/// <summary>Starts the server before Kestrel listens, and ends its connections before Kestrel waits for them to end.</summary>
internal sealed class MqttServerLifetime(MqttServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(server.Shutdown);
        return server.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
