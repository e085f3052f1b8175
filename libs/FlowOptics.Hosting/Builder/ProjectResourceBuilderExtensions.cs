using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject());

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)));

    /// <summary>Runs the project several times. Each has its own ports, and a reference to the project lists all of them.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata)
    {
        var environment = builder.Environment;
        return builder.AddResource(new ProjectResource(name))
            .WithAnnotation(metadata)
            .WithEnvironment(context => Defaults(context.EnvironmentVariables, environment));
    }

    private static void Defaults(Dictionary<string, object> variables, IHostEnvironment environment)
    {
        variables["ASPNETCORE_ENVIRONMENT"] = environment.EnvironmentName;
        variables["DOTNET_ENVIRONMENT"] = environment.EnvironmentName;
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        // The console's colours go through to the dashboard.
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        if (!environment.IsDevelopment()) return;
        // Telemetry at once, and all of it: Aspire's own values for development.
        const int DelayMilliseconds = 1000;
        var delay = DelayMilliseconds.ToString(CultureInfo.InvariantCulture);
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = delay;
        variables["OTEL_BSP_SCHEDULE_DELAY"] = delay;
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = delay;
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
    }

    private sealed class ProjectMetadata(string projectPath) : IProjectMetadata
    {
        public string ProjectPath { get; } = projectPath;
    }
}
