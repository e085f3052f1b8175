using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Tells the process where another is: <c>services__graphapi__http__0</c> and <c>GRAPHAPI_HTTP</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithReference(source, source.Resource.Name);

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment => builder
            .WithRelationship(source.Resource, "Reference")
            .WithEnvironment(context => ServiceDiscovery.Add(
                context.EnvironmentVariables, source.Resource, name, source.Resource.Annotations.OfType<EndpointAnnotation>()));

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment => builder
            .WithRelationship(endpointReference.Resource, "Reference")
            .WithEnvironment(context => ServiceDiscovery.Add(
                context.EnvironmentVariables, endpointReference.Resource, endpointReference.Resource.Name, [endpointReference.EndpointAnnotation]));

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/")
            throw new InvalidOperationException($"The URL '{uri}' of service '{name}' must be absolute and have the path '/'.");
        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
    }

    /// <summary>Gives the process a connection string: <c>ConnectionStrings__mqtt</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? resource.Name}";
        return builder
            .WithRelationship(resource, "Reference")
            .WithEnvironment(context => context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional));
    }

    private static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource to, string type)
        where T : IResource => builder.WithAnnotation(new ResourceRelationshipAnnotation(to, type));
}
