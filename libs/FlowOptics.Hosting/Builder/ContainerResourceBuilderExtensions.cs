using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Containers: run by docker or podman, where there is one.</summary>
public static class ContainerResourceBuilderExtensions
{
    /// <param name="image">With its tag or without: <c>redis</c>, <c>docker.io/library/redis:8</c>.</param>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image) =>
        builder.AddResource(new ContainerResource(name)).WithAnnotation(ContainerImages.Parse(image));

    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag)
    {
        var annotation = ContainerImages.Parse(image);
        annotation.Tag = tag;
        return builder.AddResource(new ContainerResource(name)).WithAnnotation(annotation);
    }

    /// <summary>A container of an image that is built first.</summary>
    /// <param name="contextPath">Relative to the AppHost's folder.</param>
    /// <param name="dockerfilePath">Relative to the context; default: Dockerfile.</param>
    /// <param name="stage">The last one unless given.</param>
    public static IResourceBuilder<ContainerResource> AddDockerfile(
        this IDistributedApplicationBuilder builder, string name, string contextPath, string? dockerfilePath = null, string? stage = null)
    {
        var context = Path.GetFullPath(contextPath, builder.AppHostDirectory);
        return builder.AddResource(new ContainerResource(name))
            .WithAnnotation(new ContainerImageAnnotation { Image = name, Tag = "latest" })
            .WithAnnotation(new DockerfileBuildAnnotation(context, Path.GetFullPath(dockerfilePath ?? "Dockerfile", context), stage));
    }
}
