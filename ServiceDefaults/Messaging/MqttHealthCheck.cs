using FlowOptics.Mqtt;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>Ready means connected: without its broker a service neither gets nor gives anything live.</summary>
internal sealed class MqttHealthCheck(MqttClient client, Uri server) : IHealthCheck
{
    // Without user and password.
    private readonly string _address = server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(client.IsConnected
            ? HealthCheckResult.Healthy($"connected to {_address}")
            : HealthCheckResult.Unhealthy($"not connected to {_address}; it is tried again until it answers"));
}
