using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.ServiceDefaults.Startup;

/// <summary>Which service this process is, and which of its instances.</summary>
internal static class ServiceInstance
{
    /// <summary>"web" for the program FlowOptics.Web, where <c>OTEL_SERVICE_NAME</c> does not say otherwise.</summary>
    public static string Name(IConfiguration configuration, IHostEnvironment environment) =>
        configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name
            ? name
            : environment.ApplicationName[(environment.ApplicationName.LastIndexOf('.') + 1)..].ToLowerInvariant();

    /// <summary>
    /// <c>service.instance.id</c> of <c>OTEL_RESOURCE_ATTRIBUTES</c> (<c>key=value,key=value</c>, percent-encoded values), as the AppHost gives it
    /// to each replica; "0" without. Where <c>FlowOptics:Instance</c> is <c>host</c>, the machine's name: all tasks of a service on ECS have the same environment.
    /// </summary>
    /// <exception cref="ServiceConfigurationException"><c>FlowOptics:Instance</c> is something else.</exception>
    public static string Id(IConfiguration configuration)
    {
        if (configuration["FlowOptics:Instance"] is { Length: > 0 } instance)
        {
            return instance == "host" ? Environment.MachineName : throw new ServiceConfigurationException($"FlowOptics:Instance is '{instance}': it is 'host', or not set.");
        }

        foreach (var attribute in (configuration["OTEL_RESOURCE_ATTRIBUTES"] ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (attribute.StartsWith("service.instance.id=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(attribute["service.instance.id=".Length..]);
            }
        }

        return "0";
    }
}
