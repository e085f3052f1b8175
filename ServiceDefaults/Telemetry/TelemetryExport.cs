using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FlowOptics.ServiceDefaults.Telemetry;

/// <summary>
/// Runs the exporters of traces and metrics for as long as the host runs. Stands in for OpenTelemetry.Extensions.Hosting and the
/// Instrumentation packages: ASP.NET Core, HttpClient and the runtime have sources and meters of their own.
/// </summary>
internal sealed class TelemetryExport(IConfiguration configuration, ResourceBuilder resource) : IHostedService
{
    /// <summary>How long the last export may take; a collector that is gone must not hold the service back from ending.</summary>
    private const int LastExportMilliseconds = 2000;

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The host's configuration instead of the bare environment, so that OTEL_* may stand in either.
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", "FlowOptics.*")
            .AddProcessor(new HealthRequestFilter())
            .AddOtlpExporter()
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddMeter(
                "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "FlowOptics.*")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Task.Run(() => _traces?.Shutdown(LastExportMilliseconds), cancellationToken),
            Task.Run(() => _metrics?.Shutdown(LastExportMilliseconds), cancellationToken));
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
