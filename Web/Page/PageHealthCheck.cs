using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Web.Page;

/// <summary>Says that the page was not built; the API and the gateway work all the same.</summary>
internal sealed class PageHealthCheck(PageFiles files) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(files.Missing is { } sentence ? new HealthCheckResult(context.Registration.FailureStatus, sentence) : HealthCheckResult.Healthy());
}
