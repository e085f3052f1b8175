using FlowOptics.ServiceDefaults.Startup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace FlowOptics.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs over OTLP, by OpenTelemetry's own environment variables.</summary>
internal static class TelemetryExtensions
{
    private const string EventAttributes = "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES";

    /// <summary>Does nothing where no endpoint is given: no listener, so the runtime creates no activity and records no measurement.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        if (string.Equals(builder.Configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)) return;

        // ASP.NET Core 10 gives its activity OpenTelemetry's attributes (url.path, …) only where this switch is off.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);

        // Logs carry their event's id (logrecord.event.id) beside its name.
        builder.Configuration[EventAttributes] ??= "true";

        var serviceName = ServiceInstance.Name(builder.Configuration, builder.Environment);
        var resource = ResourceBuilder.CreateDefault().AddService(serviceName, autoGenerateServiceInstanceId: false);
        builder.Services.AddSingleton<IStartupFilter, HttpTraceNames>();
        builder.Services.AddHostedService(_ => new TelemetryExport(builder.Configuration, resource));
        // A log has its trace and span as fields; the host would say them again, as a scope of every line.
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.None);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.SetResourceBuilder(resource);
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
    }
}
