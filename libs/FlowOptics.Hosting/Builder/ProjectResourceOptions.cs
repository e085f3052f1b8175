namespace Aspire.Hosting;

/// <summary>Which of a project's own settings count.</summary>
public class ProjectResourceOptions
{
    /// <summary>Null: the first profile that starts the project.</summary>
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Endpoints from the project's Kestrel section. They are not read here in any case: WithHttpEndpoint says them.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
