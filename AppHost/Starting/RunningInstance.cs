using System.Text.Json;

namespace FlowOptics.AppHost;

/// <summary>Who uses a data folder, and where it can be asked: written beside the lock, since a locked file cannot be read everywhere.</summary>
internal sealed record RunningInstance(int ProcessId, string PageUrl)
{
    private const string FileName = "apphost.json";

    public static void Write(string folder, ProductOptions options) =>
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(new RunningInstance(Environment.ProcessId, options.PageUrl)));

    /// <returns>The last one; it may be gone. Null where there never was one.</returns>
    public static RunningInstance? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningInstance>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
