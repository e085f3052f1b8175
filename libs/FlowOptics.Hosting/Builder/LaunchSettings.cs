using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>A project's launchSettings.json.</summary>
public sealed class LaunchSettings
{
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
