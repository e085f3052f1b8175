using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

/// <summary>All that is known of a resource beyond its row, for the page's panel. Secrets are masked where the snapshot is made; the page hides what it marks as sensitive.</summary>
internal sealed record ResourceDetails(
    string Id,
    string Name,
    string Type,
    IReadOnlyList<ResourceDetails.Property> Properties,
    IReadOnlyList<ResourceDetails.Endpoint> Endpoints,
    IReadOnlyList<ResourceDetails.Variable> Environment,
    IReadOnlyList<ResourceDetails.Check> Health,
    IReadOnlyList<RelationshipView> Relationships)
{
    // The row has these already, under names for people.
    private static readonly string[] InRow = [ResourceRunner.ReasonProperty, ResourceRunner.ProcessIdProperty];

    public static ResourceDetails Of(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        return new ResourceDetails(
            change.ResourceId,
            change.Resource.Name,
            snapshot.ResourceType,
            [.. snapshot.Properties.Where(property => !InRow.Contains(property.Name)).Select(Property.Of)],
            [.. snapshot.Urls.Select(url => new Endpoint(url.Name ?? "", url.Url, url.DisplayProperties.DisplayName, url.IsInternal))],
            [.. snapshot.EnvironmentVariables.Select(variable => new Variable(variable.Name, variable.Value, Sensitive: true, variable.IsFromSpec))],
            [.. snapshot.HealthReports.Select(Check.Of)],
            RelationshipView.AllOf(snapshot));
    }

    internal sealed record Property(string Name, string Value, bool Sensitive)
    {
        public static Property Of(ResourcePropertySnapshot property) =>
            new(property.Name, Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? "", property.IsSensitive);
    }

    internal sealed record Endpoint(string Name, string Url, string Text, bool Internal);

    internal sealed record Variable(string Name, string? Value, bool Sensitive, bool FromSpec);

    /// <param name="Status">"healthy", "degraded", "unhealthy"; null: not checked yet.</param>
    /// <param name="LastRun">Milliseconds since 1970.</param>
    internal sealed record Check(string Name, string? Status, string? Description, string? Exception, long? LastRun)
    {
        public static Check Of(HealthReportSnapshot report) => new(
            report.Name,
            report.Status switch
            {
                null => null,
                HealthStatus.Healthy => "healthy",
                HealthStatus.Degraded => "degraded",
                _ => "unhealthy",
            },
            report.Description,
            report.ExceptionText,
            report.LastRunAt is { } time ? new DateTimeOffset(time).ToUnixTimeMilliseconds() : null);
    }
}
