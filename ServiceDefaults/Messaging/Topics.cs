using System.Buffers;

namespace FlowOptics.ServiceDefaults;

/// <summary>The topics that the services speak on (docs/architecture.md). Payloads stand with those who write them.</summary>
public static class Topics
{
    /// <summary>Raw batches: Ingestor to Enricher.</summary>
    public const string Raw = Root + "raw/";

    /// <summary>Enriched batches: Enricher to GraphApi.</summary>
    public const string Flows = Root + "flows/";

    /// <summary>Finished objects: Ingestor to GraphApi.</summary>
    public const string Objects = Root + "objects/";

    /// <summary>Map ticks: Enricher to browsers.</summary>
    public const string Map = Root + "map/";

    /// <summary>Sampled flows: Enricher to browsers.</summary>
    public const string Events = Root + "events/";

    /// <summary>Heartbeats: all services to Web and the dashboard.</summary>
    public const string Status = Root + "status/";

    private const string Root = "flowoptics/v1/";

    // With the longest prefix, two of these stay below what the strictest broker (AWS IoT Core: 256 bytes) takes.
    private const int MaxLevel = 64;

    private static readonly SearchValues<char> Safe = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <param name="kind">One of the constants above.</param>
    /// <param name="account">The AWS account, or what a path or record calls it; null or empty: unknown.</param>
    /// <param name="region">As the account.</param>
    public static string Of(string kind, string? account, string? region) => $"{kind}{Level(account)}/{Level(region)}";

    /// <summary>A service's heartbeat.</summary>
    public static string OfStatus(string service, string instance) => $"{Status}{service}/{instance}";

    /// <summary>
    /// A name as one level of a topic. Account and region come from an object's path or a record, so they may hold anything: what would make another
    /// level, a wildcard or an invalid topic (MQTT 5.0, section 4.7) becomes "_".
    /// </summary>
    public static string Level(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "unknown";
        if (name.Length <= MaxLevel && !name.AsSpan().ContainsAnyExcept(Safe)) return name;
        return string.Create(Math.Min(name.Length, MaxLevel), name, static (level, name) =>
        {
            for (var i = 0; i < level.Length; i++) level[i] = Safe.Contains(name[i]) ? name[i] : '_';
        });
    }
}
