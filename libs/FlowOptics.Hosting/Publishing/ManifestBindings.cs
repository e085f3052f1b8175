using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// Writes a resource's endpoints:
/// <code>
/// "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "port": 8000, "external": true } }
/// </code>
/// </summary>
internal static class ManifestBindings
{
    public static void Write(ManifestPublishingContext context, IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        if (endpoints.Length == 0) return;
        var writer = context.Writer;
        writer.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            var (port, targetPort) = context.Ports.Of(resource, endpoint);
            writer.WriteStartObject(endpoint.Name);
            writer.WriteString("scheme", endpoint.UriScheme);
            writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            writer.WriteString("transport", endpoint.Transport);
            if (port is not null) writer.WriteNumber("port", port.Value);
            if (targetPort is not null) writer.WriteNumber("targetPort", targetPort.Value);
            if (endpoint.IsExternal) writer.WriteBoolean("external", true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
