using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The environment by which a process finds another.</summary>
internal static class ServiceDiscovery
{
    /// <summary>
    /// Adds <c>services__{name}__{scheme}__{i}</c> (for an endpoint not named http or https its name stands in the scheme's place), one per
    /// replica, and the newer <c>{NAME}_{ENDPOINT}</c>.
    /// </summary>
    public static void Add(Dictionary<string, object> variables, IResourceWithEndpoints resource, string name, IEnumerable<EndpointAnnotation> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            var middle = endpoint.Name is "http" or "https" ? endpoint.UriScheme : endpoint.Name;
            variables[$"{Encode(name)}_{Encode(endpoint.Name)}"] = new EndpointReference(resource, endpoint);
            for (var replica = 0; replica < Math.Max(1, endpoint.Replicas.Count); replica++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"services__{name}__{middle}__{replica}");
                variables[key] = replica == 0 ? new EndpointReference(resource, endpoint) : endpoint.Replicas[replica].UriString;
            }
        }
    }

    /// <summary>The same two forms for a service that somebody else runs.</summary>
    public static async Task AddAsync(EnvironmentCallbackContext context, ExternalServiceResource service)
    {
        var url = await UrlAsync(service, context).ConfigureAwait(false);
        // In a manifest a parameter's value, and so its scheme, is not known yet.
        var scheme = url is string text ? new Uri(text).Scheme : "default";
        context.EnvironmentVariables[$"services__{service.Name}__{scheme}__0"] = url;
        context.EnvironmentVariables[url is string ? $"{Encode(service.Name)}_{Encode(scheme)}" : Encode(service.Name)] = url;
    }

    /// <returns>The URL's text; in a manifest, the parameter that says it.</returns>
    public static async Task<object> UrlAsync(ExternalServiceResource service, EnvironmentCallbackContext context) =>
        context.ExecutionContext.IsPublishMode && service.UrlParameter is { } parameter
            ? parameter
            : (await service.UriAsync(context.CancellationToken).ConfigureAwait(false)).ToString();

    private static string Encode(string name) => name.Replace('-', '_').ToUpperInvariant();
}
