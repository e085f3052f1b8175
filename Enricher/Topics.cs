namespace FlowOptics.Enricher;

/// <summary>The topics that the Enricher reads and writes (docs/architecture.md).</summary>
internal static class Topics
{
    /// <summary>Shared, so that several Enrichers divide the batches among them.</summary>
    public const string RawFilter = "$share/enricher/flowoptics/v1/raw/#";

    // With the longest prefix, two of these stay below what the strictest broker (AWS IoT Core: 256 bytes) takes.
    private const int MaxLevel = 64;

    public static string Flows(string account, string region) => $"flowoptics/v1/flows/{Level(account)}/{Level(region)}";

    public static string Map(string account, string region) => $"flowoptics/v1/map/{Level(account)}/{Level(region)}";

    public static string Events(string account, string region) => $"flowoptics/v1/events/{Level(account)}/{Level(region)}";

    /// <summary>
    /// A name as one level of a topic. Account and region come from an object's path or a record, so they may hold anything: what would make another
    /// level, a wildcard or an invalid topic (MQTT 5.0, section 4.7) becomes "_".
    /// </summary>
    internal static string Level(string name)
    {
        if (name.Length == 0) return "unknown";
        if (name.Length <= MaxLevel && !name.AsSpan().ContainsAnyExcept(Safe)) return name;
        return string.Create(Math.Min(name.Length, MaxLevel), name, static (level, name) =>
        {
            for (var i = 0; i < level.Length; i++) level[i] = Safe.Contains(name[i]) ? name[i] : '_';
        });
    }

    private static readonly System.Buffers.SearchValues<char> Safe =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");
}
