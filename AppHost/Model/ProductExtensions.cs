namespace FlowOptics.AppHost;

/// <summary>What every service of the product is given.</summary>
internal static class ProductExtensions
{
    /// <summary>An HTTP endpoint with <c>/health</c>, and the product's configuration.</summary>
    /// <param name="port">Null: a free one.</param>
    public static IResourceBuilder<ProjectResource> WithProduct(
        this IResourceBuilder<ProjectResource> project, ProductOptions options, int? port = null) => project
            .WithHttpEndpoint(port: port)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("FlowOptics__Data", options.Data)
            .WithEnvironment("FlowOptics__Demo", options.Demo ? "true" : "false");
}
