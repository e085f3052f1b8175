using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One property of an endpoint.</summary>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue, IValueWithReferences
{
    private const string LoopbackAddress = "127.0.0.1";

    public EndpointReference Endpoint { get; } = endpointReference;

    public EndpointProperty Property { get; } = property;

    /// <summary>As it stands in a manifest: <c>{broker.bindings.mqtt.port}</c>.</summary>
    public string ValueExpression =>
        $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{(Property == EndpointProperty.IPV4Host ? "host" : JsonName(Property.ToString()))}}}";

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        // A process or a port of this machine has another name inside a container.
        var host = context.IsInContainer && Endpoint.Host is (KnownHostNames.Localhost or LoopbackAddress)
            ? KnownHostNames.DockerDesktopHostBridge
            : Endpoint.Host;
        var port = Endpoint.Port.ToString(CultureInfo.InvariantCulture);
        return ValueTask.FromResult<string?>(Property switch
        {
            EndpointProperty.Url => $"{Endpoint.Scheme}://{host}:{port}",
            EndpointProperty.Host => host,
            EndpointProperty.IPV4Host => context.IsInContainer ? host : LoopbackAddress,
            EndpointProperty.Port => port,
            // Only a container's own port may be another than the one that others see: no proxy stands before a process.
            EndpointProperty.TargetPort => (Endpoint.Resource is ContainerResource ? Endpoint.TargetPort ?? Endpoint.Port : Endpoint.Port)
                .ToString(CultureInfo.InvariantCulture),
            EndpointProperty.Scheme => Endpoint.Scheme,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            EndpointProperty.TlsEnabled => Endpoint.TlsEnabled.ToString(),
            _ => throw new InvalidOperationException($"Endpoint property '{Property}' is not known."),
        });
    }

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
