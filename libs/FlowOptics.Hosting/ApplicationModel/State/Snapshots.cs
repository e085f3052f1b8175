using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state and how it is painted.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>Something more to know of an instance.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>The value is not for everybody's eyes.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>A URL as it is shown.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    public bool IsInactive { get; init; }

    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>Text and place of a URL.</summary>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>An environment variable; what is secret in its value is masked.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>A line in the graph of resources.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>What a health check answered.</summary>
/// <param name="Status">Null: not checked yet.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    public DateTime? LastRunAt { get; init; }
}
