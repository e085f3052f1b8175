using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

/// <summary>A row of the resources table, as the page gets it.</summary>
/// <param name="Health">"healthy", "unhealthy", "starting" (no answer yet); null when it does not run.</param>
/// <param name="Reason">Why it is in this state, where there is more to say.</param>
/// <param name="Secret">It is a value, which is hidden until it is asked for.</param>
internal sealed record ResourceView(
    string Id,
    string Name,
    string Type,
    string State,
    string? Health,
    string? Reason,
    int? ExitCode,
    string Source,
    bool Secret,
    int? ProcessId,
    DateTime? Started,
    DateTime? Stopped,
    IReadOnlyList<ResourceUrlView> Urls,
    IReadOnlyList<RelationshipView> Relationships,
    IReadOnlyList<CommandView> Commands)
{
    public static ResourceView Of(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        return new ResourceView(
            change.ResourceId,
            change.Resource.Name,
            snapshot.ResourceType,
            snapshot.State?.Text ?? KnownResourceStates.NotStarted,
            HealthOf(snapshot),
            Property<string>(snapshot, ResourceRunner.ReasonProperty) ?? Failing(snapshot),
            snapshot.ExitCode,
            SourceOf(change.Resource),
            GivenValues.IsSecret(change.Resource),
            Property<int?>(snapshot, ResourceRunner.ProcessIdProperty),
            snapshot.StartTimeStamp,
            snapshot.StopTimeStamp,
            [.. snapshot.Urls.Where(url => !url.IsInternal).Select(url => new ResourceUrlView(url.Name, url.Url, url.DisplayProperties.DisplayName))],
            RelationshipView.AllOf(snapshot),
            CommandView.AllOf(snapshot));
    }

    private static string? HealthOf(CustomResourceSnapshot snapshot) => snapshot.HealthStatus switch
    {
        null => null,
        HealthStatus.Healthy => "healthy",
        _ => snapshot.HealthReports.Any(report => report.Status is null) ? "starting" : "unhealthy",
    };

    private static string? Failing(CustomResourceSnapshot snapshot) =>
        snapshot.HealthReports.FirstOrDefault(report => report.Status is { } status && status != HealthStatus.Healthy)?.Description;

    private static T? Property<T>(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value is T value ? value : default;

    private static string SourceOf(IResource resource) => resource switch
    {
        ProjectResource => Path.GetFileName(resource.Annotations.OfType<IProjectMetadata>().Last().ProjectPath),
        ExecutableResource executable => executable.Command,
        ContainerResource => resource.Annotations.OfType<ContainerImageAnnotation>().Last().Reference,
        ParameterResource parameter => parameter.ConfigurationKey,
        _ => "",
    };
}

internal sealed record ResourceUrlView(string? Name, string Url, string Text);
