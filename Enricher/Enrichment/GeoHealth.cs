using FlowOptics.Geo;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>Says which place data is in force. Old data is better than none: where newer was refused the service is degraded, and still in service.</summary>
internal sealed class GeoHealth(GeoSource geo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(geo.Problem is null ? HealthCheckResult.Healthy(geo.Summary) : HealthCheckResult.Degraded(geo.Summary));
}
