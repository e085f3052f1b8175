namespace Aspire.Hosting;

/// <summary>How the builder is made.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Read as configuration: <c>--Parameters:name=value</c>.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; the entry assembly unless given.</summary>
    public string? AssemblyName { get; set; }

    public bool DisableDashboard { get; set; }

    /// <summary>True: all that resources write appears in AppHost's console too. False: only their warnings and errors.</summary>
    public bool EnableResourceLogging { get; set; }
}
