using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>Ready when the broker delivers raw batches to us: from then on it keeps them for our session, whatever becomes of this process.</summary>
internal sealed class SubscriptionHealth(EnrichmentService service) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(service.IsSubscribed ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"not yet subscribed to {EnrichmentService.RawFilter}"));
}
