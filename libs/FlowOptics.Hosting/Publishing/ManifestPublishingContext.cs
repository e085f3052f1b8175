using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>What a manifest is written with.</summary>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public string ManifestPath { get; } = manifestPath;

    public Utf8JsonWriter Writer { get; } = writer;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    internal ManifestPorts Ports { get; } = new();

    /// <summary>The path as seen from the manifest's folder, with "/" between.</summary>
    public string? GetManifestRelativePath(string? path)
    {
        if (path is null) return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(ManifestPath))
            ?? throw new DistributedApplicationException($"The manifest cannot be written to '{ManifestPath}': that is no file in a folder.");
        return Path.GetRelativePath(folder, path).Replace('\\', '/');
    }

    /// <summary>Writes <c>bindings</c>: the resource's endpoints.</summary>
    public void WriteBindings(IResource resource) => ManifestBindings.Write(this, resource);

    /// <summary>Writes <c>env</c>, in which other resources' values stand as expressions.</summary>
    public Task WriteEnvironmentVariablesAsync(IResource resource) => ManifestValues.WriteEnvironmentAsync(this, resource);

    /// <summary>Writes <c>args</c>.</summary>
    public Task WriteCommandLineArgumentsAsync(IResource resource) => ManifestValues.WriteArgumentsAsync(this, resource);
}
