using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Tells the process where another is: <c>services__graphapi__http__0</c> and <c>GRAPHAPI_HTTP</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithReference(source, source.Resource.Name);

    /// <param name="name">Stands in the place of the resource's.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment => builder
            .WithRelationship(source.Resource, Relationships.Reference)
            .WithEnvironment(context => ServiceDiscovery.Add(
                context.EnvironmentVariables, source.Resource, name, source.Resource.Annotations.OfType<EndpointAnnotation>()));

    /// <summary>Tells the process of one endpoint alone.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment => builder
            .WithRelationship(endpointReference.Resource, Relationships.Reference)
            .WithEnvironment(context => ServiceDiscovery.Add(
                context.EnvironmentVariables, endpointReference.Resource, endpointReference.Resource.Name, [endpointReference.EndpointAnnotation]));

    /// <summary>Tells the process of a service that is not in the model: <c>services__{name}__default__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/")
            throw new InvalidOperationException($"The URL '{uri}' of service '{name}' must be absolute and have the path '/'.");
        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
    }

    /// <summary>Tells the process of a service that somebody else runs.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment => builder
            .WithRelationship(externalService.Resource, Relationships.Reference)
            .WithEnvironment(context => ServiceDiscovery.AddAsync(context, externalService.Resource));

    /// <summary>Gives the process a connection string: <c>ConnectionStrings__mqtt</c>.</summary>
    /// <param name="connectionName">Stands in the place of the resource's name.</param>
    /// <param name="optional">A missing one is left out.</param>
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
            .WithRelationship(resource, Relationships.Reference)
            .WithEnvironment(context => context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional));
    }

    /// <summary>Shows the resource under another one, and so in the graph.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource => builder.WithParentRelationship(parent.Resource);

    /// <inheritdoc cref="WithParentRelationship{T}(IResourceBuilder{T}, IResourceBuilder{IResource})"/>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent)
        where T : IResource => builder.WithRelationship(parent, Relationships.Parent);

    /// <summary>Shows another resource under this one.</summary>
    public static IResourceBuilder<T> WithChildRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> child)
        where T : IResource => builder.WithChildRelationship(child.Resource);

    /// <inheritdoc cref="WithChildRelationship{T}(IResourceBuilder{T}, IResourceBuilder{IResource})"/>
    public static IResourceBuilder<T> WithChildRelationship<T>(this IResourceBuilder<T> builder, IResource child)
        where T : IResource
    {
        builder.ApplicationBuilder.CreateResourceBuilder(child).WithParentRelationship(builder.Resource);
        return builder;
    }

    private static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource to, string type)
        where T : IResource =>
        builder.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Any(known => known.Resource == to && known.Type == type)
            ? builder
            : builder.WithAnnotation(new ResourceRelationshipAnnotation(to, type));
}
