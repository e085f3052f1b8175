namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a check registered with <c>builder.Services.AddHealthChecks()</c>.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}
