namespace FlowOptics.Ingestor.Streaming;

/// <summary>Topics that Ingestor publishes to (docs/architecture.md).</summary>
internal static class Topics
{
    private const string Unknown = "unknown";

    public static string Raw(string account, string region) => $"flowoptics/v1/raw/{Level(account)}/{Level(region)}";

    public static string Objects(string? account, string? region) => $"flowoptics/v1/objects/{Level(account)}/{Level(region)}";

    /// <summary>
    /// One topic level: what a record or a path calls an account may hold anything, a topic may not hold wildcards, and a slash would make two
    /// levels of it (MQTT 5.0, section 4.7.1).
    /// </summary>
    private static string Level(string? name)
    {
        if (string.IsNullOrEmpty(name)) return Unknown;
        var safe = name.Length <= 64 ? name : name[..64];
        return string.Create(safe.Length, safe, static (level, text) =>
        {
            for (var i = 0; i < level.Length; i++) level[i] = char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '_' or '.' ? text[i] : '_';
        });
    }
}
