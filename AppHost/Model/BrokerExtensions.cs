namespace FlowOptics.AppHost;

/// <summary>How a service knows the broker, and the broker the service.</summary>
internal static class BrokerExtensions
{
    private const int SecretLength = 64;

    /// <summary>
    /// <c>ConnectionStrings__mqtt</c> with the service's own name and secret. The secret is made anew at each start and is in the environment of the two
    /// alone: other programs on the machine only look (the map, events, states), as those who do not say who they are.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithBroker(this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithEndpoints> broker)
    {
        var name = service.Resource.Name;
        var address = broker.GetEndpoint("mqtt");
        // Letters and digits only: it stands in a URL.
        var secret = service.ApplicationBuilder.AddParameter(
            $"{name}-mqtt-secret", new GenerateParameterDefault { MinLength = SecretLength, Special = false }, secret: true);
        // Mosquitto, as it is run here, asks nobody who he is.
        if (broker is IResourceBuilder<ProjectResource> own) own.WithEnvironment($"FlowOptics__Broker__Secrets__{name}", secret);
        return service.WithEnvironment("ConnectionStrings__mqtt", ReferenceExpression.Create(
            $"mqtt://{name}:{secret}@{address.Property(EndpointProperty.IPV4Host)}:{address.Property(EndpointProperty.Port)}"));
    }
}
