using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>One way to start a project.</summary>
public sealed class LaunchProfile
{
    /// <summary>"Project" for those that start the project itself.</summary>
    [JsonPropertyName("commandName")]
    public string? CommandName { get; set; }

    [JsonPropertyName("commandLineArgs")]
    public string? CommandLineArgs { get; set; }

    /// <summary>URLs with ";" between.</summary>
    [JsonPropertyName("applicationUrl")]
    public string? ApplicationUrl { get; set; }

    [JsonPropertyName("environmentVariables")]
    public Dictionary<string, string> EnvironmentVariables { get; set; } = new(StringComparer.Ordinal);
}
