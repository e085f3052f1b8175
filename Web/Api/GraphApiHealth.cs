using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Web.Api;

/// <summary>Whether GraphApi answers. Degraded, which is in service: the page and its live view need only the broker.</summary>
internal sealed class GraphApiHealth(HttpMessageInvoker client) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiPassThrough.GraphApi + "/alive");
        try
        {
            using var answer = await client.SendAsync(request, deadline.Token);
            return answer.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"GraphApi answers with {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("GraphApi does not answer: it may be starting, or have ended");
        }
    }
}
