namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image is built from a Dockerfile.</summary>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    public string ContextPath { get; } = contextPath;

    public string DockerfilePath { get; } = dockerfilePath;

    /// <summary>Null: the last one.</summary>
    public string? Stage { get; } = stage;
}
