using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What every project is given without being asked.</summary>
internal static class ProjectEnvironment
{
    public static void Add(EnvironmentCallbackContext context, IHostEnvironment environment)
    {
        var variables = context.EnvironmentVariables;
        if (context.ExecutionContext.IsPublishMode)
        {
            if (Http(context.Resource) is not { } http) return;
            // Whoever deploys it chooses the port, and puts a proxy before it.
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            variables["HTTP_PORTS"] = http.Property(EndpointProperty.TargetPort);
            return;
        }

        variables["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName;
        variables["DOTNET_ENVIRONMENT"] = environment.EnvironmentName;
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        // The console's colours go through to the dashboard.
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        if (!environment.IsDevelopment()) return;
        // Telemetry at once, and all of it: Aspire's own values for development.
        const string DelayMilliseconds = "1000";
        foreach (var delay in (string[])["OTEL_BLRP_SCHEDULE_DELAY", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL"]) variables[delay] = DelayMilliseconds;
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
    }

    private static EndpointReference? Http(IResource resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.UriScheme == "http") is { } endpoint
            ? new EndpointReference((IResourceWithEndpoints)resource, endpoint)
            : null;
}
