using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>The AppHost's user secrets, where its project has an id for them.</summary>
internal static class UserSecrets
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>False where the AppHost has none, or its file cannot be written: the value then lasts for this run.</returns>
    public static bool TrySet(Assembly? appHost, string key, string value)
    {
        if (appHost?.GetCustomAttribute<UserSecretsIdAttribute>() is not { UserSecretsId: { } id }) return false;
        try
        {
            var path = PathHelper.GetSecretsPathFromSecretsId(id);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var secrets = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [] : [];
            secrets[key] = value;
            File.WriteAllText(path, secrets.ToJsonString(Indented));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }
}
