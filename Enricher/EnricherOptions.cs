using FlowOptics.Geo;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher;

/// <summary>The Enricher's settings, section <c>FlowOptics:Enricher</c>, and the geo databases', <c>FlowOptics:Geo</c>.</summary>
internal sealed record EnricherOptions
{
    /// <summary>
    /// How many raw batches may be on their way through at once. It is the client's Receive Maximum, so the broker keeps the rest, and with up to
    /// 128 KiB a batch it bounds the memory for them.
    /// </summary>
    public int BatchesInFlight { get; init; } = 64;

    /// <summary>
    /// A topic (IpGeoLocatorDashboard's was <c>ipgeolocator/publish</c>) that gets each record with a public source as a message of its own, in that
    /// project's shape. Null: off. A message a record costs far more than all else here.
    /// </summary>
    public string? CompatibilityTopic { get; init; }

    public GeoOptions Geo { get; init; } = new();

    /// <summary>Where the built geo table is kept: <c>FlowOptics:Geo:TableFolder</c>, else the <c>geo</c> folder of <c>FlowOptics:Data</c>; null where neither is set.</summary>
    public string? GeoFolder { get; init; }

    /// <exception cref="ServiceConfigurationException">A setting is unknown or out of range.</exception>
    public static EnricherOptions Read(IConfiguration configuration)
    {
        var geo = Section<GeoOptions>(configuration, "FlowOptics:Geo");
        var options = Section<EnricherOptions>(configuration, "FlowOptics:Enricher") with
        {
            Geo = geo,
            GeoFolder = geo.TableFolder ?? (configuration["FlowOptics:Data"] is { Length: > 0 } data ? Path.Combine(data, "geo") : null),
        };
        if (options.BatchesInFlight is < 1 or > 1024)
            throw new ServiceConfigurationException($"FlowOptics:Enricher:BatchesInFlight is {options.BatchesInFlight}: choose a number from 1 to 1024.");
        if (string.IsNullOrWhiteSpace(options.CompatibilityTopic)) return options with { CompatibilityTopic = null };
        return options.CompatibilityTopic.AsSpan().IndexOfAny('+', '#', '\0') < 0
            ? options
            : throw new ServiceConfigurationException(
                $"FlowOptics:Enricher:CompatibilityTopic is '{options.CompatibilityTopic}', which cannot be published to: leave out '+' and '#', e.g. ipgeolocator/publish.");
    }

    private static T Section<T>(IConfiguration configuration, string name)
        where T : new()
    {
        try
        {
            // A misspelt key would otherwise be a setting that silently does nothing.
            return configuration.GetSection(name).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new T();
        }
        catch (InvalidOperationException wrong)
        {
            throw new ServiceConfigurationException($"A setting of {name} cannot be read: {wrong.Message}", wrong);
        }
    }
}
