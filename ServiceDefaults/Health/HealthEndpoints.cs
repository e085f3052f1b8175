using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FlowOptics.ServiceDefaults.Health;

/// <summary>The two questions an orchestrator asks. It does not sign in.</summary>
internal static class HealthEndpoints
{
    /// <summary>Liveness: a process that does not answer is started anew. It depends on nothing else, so that no outage elsewhere restarts it.</summary>
    public const string Alive = "/alive";

    /// <summary>Readiness: 200 when every check is healthy or degraded, else 503; the body says which check and why.</summary>
    public const string Health = "/health";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Alive, () => TypedResults.Text("alive")).DisableHttpMetrics().ExcludeFromDescription().AllowAnonymous();
        endpoints.MapHealthChecks(Health, new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync }).DisableHttpMetrics().AllowAnonymous();
    }
}
