using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Where the build put each project's program: in the configuration that the AppHost itself was built in.</summary>
internal sealed class BuiltProjects
{
    /// <summary>build/FlowOptics.Hosting.targets writes one such attribute per project: this prefix and the project's path; the program's path.</summary>
    private const string MetadataPrefix = "BuiltProject:";

    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    public BuiltProjects(Assembly? appHost)
    {
        foreach (var attribute in appHost?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        {
            if (attribute.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal) && attribute.Value is { } target)
                _targets[attribute.Key[MetadataPrefix.Length..]] = target;
        }
    }

    /// <returns>The path of the built assembly (.dll).</returns>
    /// <exception cref="DistributedApplicationException">It is not there.</exception>
    public string Find(ProjectResource resource)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().Last().ProjectPath;
        var target = _targets.TryGetValue(project, out var known) ? known : Beside(project);
        return File.Exists(target) ? target : throw new DistributedApplicationException($"'{target}' is not built: run 'dotnet build {project}'.");
    }

    // A project that the AppHost does not reference: built like the AppHost (…/bin/Debug/net10.0/), as far as one can know.
    private static string Beside(string project)
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var configuration = Path.GetFileName(Path.GetDirectoryName(own)) ?? "Debug";
        return Path.Combine(
            Path.GetDirectoryName(project)!, "bin", configuration, Path.GetFileName(own), Path.GetFileNameWithoutExtension(project) + ".dll");
    }
}
