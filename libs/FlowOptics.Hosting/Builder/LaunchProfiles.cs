using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What a project's launch profile gives it: endpoints, environment, arguments.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Json = new() { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void Apply(IResourceBuilder<ProjectResource> project, IProjectMetadata metadata, ProjectResourceOptions options)
    {
        if (options.ExcludeLaunchProfile || Find(project.Resource.Name, metadata, options.LaunchProfileName) is not { } profile) return;
        foreach (var url in (profile.ApplicationUrl ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url)))
        {
            // Several of one scheme: the first has the scheme's name, as in Aspire.
            if (!project.GetEndpoint(url.Scheme).Exists) project.WithEndpoint(port: url.Port == 0 ? null : url.Port, scheme: url.Scheme, name: url.Scheme);
        }

        project.WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode) return;
            foreach (var (name, value) in profile.EnvironmentVariables) context.EnvironmentVariables[name] = Environment.ExpandEnvironmentVariables(value);
        });
        var arguments = (profile.CommandLineArgs ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (arguments.Length > 0 && project.ApplicationBuilder.ExecutionContext.IsRunMode) project.WithArgs(arguments);
    }

    private static LaunchProfile? Find(string resource, IProjectMetadata metadata, string? name)
    {
        var profiles = (metadata.LaunchSettings ?? Read(metadata.ProjectPath))?.Profiles ?? [];
        if (name is null) return profiles.Values.FirstOrDefault(profile => profile.CommandName == "Project");
        return profiles.TryGetValue(name, out var chosen) ? chosen : throw new DistributedApplicationException(
            $"Project '{resource}' has no launch profile '{name}'; it has {(profiles.Count == 0 ? "none" : string.Join(", ", profiles.Keys.Select(known => $"'{known}'")))}.");
    }

    private static LaunchSettings? Read(string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), Json);
        }
        catch (JsonException error)
        {
            throw new DistributedApplicationException($"'{path}' cannot be read: {error.Message}", error);
        }
    }
}
