using FlowOptics.Lake;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Ingestor.Sources;

/// <summary>Whether the bucket or its queue can be read. Degraded, which is in service: what is in hand goes on, and what comes is found when it can be read again.</summary>
internal sealed class SourceHealth(IObjectFeed feed) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(feed.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
}
