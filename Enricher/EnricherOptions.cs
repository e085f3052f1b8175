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

    public GeoOptions Geo { get; init; } = new();

    /// <exception cref="ServiceConfigurationException">A setting is unknown or out of range.</exception>
    public static EnricherOptions Read(IConfiguration configuration)
    {
        var options = Section<EnricherOptions>(configuration, "FlowOptics:Enricher") with { Geo = Section<GeoOptions>(configuration, "FlowOptics:Geo") };
        return options.BatchesInFlight is >= 1 and <= 1024
            ? options
            : throw new ServiceConfigurationException($"FlowOptics:Enricher:BatchesInFlight is {options.BatchesInFlight}: choose a number from 1 to 1024.");
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
