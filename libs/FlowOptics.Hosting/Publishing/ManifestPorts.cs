using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// The ports that a manifest names: those that the model asks for. Projects leave the port of their first http and https endpoint to whoever deploys
/// them; all else that has none gets the next number from 8000, always the same for the same model.
/// </summary>
internal sealed class ManifestPorts
{
    private const int First = 8000;

    private readonly Dictionary<EndpointAnnotation, (int? Port, int? TargetPort)> _known = [];
    private int _next = First;

    /// <returns>The port that others see, where it is another than the resource's own, and that.</returns>
    public (int? Port, int? TargetPort) Of(IResource resource, EndpointAnnotation endpoint)
    {
        if (_known.TryGetValue(endpoint, out var known)) return known;
        var target = endpoint.TargetPort ?? endpoint switch
        {
            _ when resource is ProjectResource && IsFirstOfItsScheme(resource, endpoint) => (int?)null,
            { Port: { } port } when resource is ContainerResource || endpoint.Protocol == ProtocolType.Udp => port,
            _ => _next++,
        };
        return _known[endpoint] = (endpoint.Port == target ? null : endpoint.Port, target);
    }

    private static bool IsFirstOfItsScheme(IResource resource, EndpointAnnotation endpoint) => endpoint.UriScheme is "http" or "https"
        && resource.Annotations.OfType<EndpointAnnotation>().First(first => first.UriScheme == endpoint.UriScheme) == endpoint;
}
