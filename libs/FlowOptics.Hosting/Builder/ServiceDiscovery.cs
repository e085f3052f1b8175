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
            variables[$"{Encode(name).ToUpperInvariant()}_{Encode(endpoint.Name).ToUpperInvariant()}"] = new EndpointReference(resource, endpoint);
            for (var replica = 0; replica < Math.Max(1, endpoint.Replicas.Count); replica++)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"services__{name}__{middle}__{replica}");
                variables[key] = replica < endpoint.Replicas.Count ? endpoint.Replicas[replica].UriString : new EndpointReference(resource, endpoint);
            }
        }
    }

    private static string Encode(string name) => name.Replace('-', '_');
}
