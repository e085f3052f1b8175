using FlowOptics.Mqtt;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Broker;

/// <summary>Says whether messages can be kept. While they cannot, what they are published with is not acknowledged, so nothing is lost, and nothing goes on.</summary>
internal sealed class StorageHealth(MqttServer server, BrokerOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((server.StorageFault, options.Server.StorageFolder) switch
        {
            ({ } fault, _) => HealthCheckResult.Unhealthy($"{fault} Publishers are turned away until it can: make room, or mend the folder's rights."),
            (_, { } folder) => HealthCheckResult.Healthy($"sessions and messages are kept in {folder}"),
            _ => HealthCheckResult.Healthy("memory only: nothing survives this process"),
        });
}
