using FlowOptics.ServiceDefaults.Discovery;
using FlowOptics.ServiceDefaults.Health;
using FlowOptics.ServiceDefaults.Resilience;
using FlowOptics.ServiceDefaults.Startup;
using FlowOptics.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.ServiceDefaults;

/// <summary>What every service has: telemetry, health, service discovery, resilience.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Long enough to finish what was acknowledged, short enough that Ctrl+C feels like one.</summary>
    internal static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Telemetry over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, health checks, service discovery and resilience for HttpClient,
    /// one line a log message on the console, and one sentence where the service cannot start.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ContainerVerbs.RunIfAsked();
        StartupFailures.Explain(builder.Environment.ApplicationName);
        builder.Services.AddHostedService<FaultedServices>();
        builder.AddConsoleLogging();
        builder.AddTelemetry();

        builder.Services.AddHealthChecks();
        builder.Services.AddProblemDetails();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);

        builder.Services.AddSingleton<ServiceEndpoints>();
        builder.Services.AddSingleton<HttpResilience>();
        builder.Services.AddTransient<ServiceDiscoveryHandler>();
        builder.Services.AddTransient<ResilienceHandler>();

        // Discovery is the inner one, so that a retry goes to the next instance.
        builder.Services.ConfigureHttpClientDefaults(http => http
            .AddHttpMessageHandler<ResilienceHandler>()
            .AddHttpMessageHandler<ServiceDiscoveryHandler>());
        return builder;
    }

    /// <summary><c>/alive</c> (the process answers) and <c>/health</c> (ready, with each check's state).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealth();
        return app;
    }
}
