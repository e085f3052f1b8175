using FlowOptics.Enricher.Compatibility;
using FlowOptics.Enricher.Enrichment;
using FlowOptics.Enricher.Events;
using FlowOptics.Enricher.Map;
using FlowOptics.Enricher.Telemetry;
using FlowOptics.Geo;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher;

/// <summary>Puts the Enricher together.</summary>
internal static class EnricherServices
{
    // A broker that comes back after a weekend still has what waited for us.
    private static readonly TimeSpan SessionExpiry = TimeSpan.FromDays(7);

    /// <exception cref="ServiceConfigurationException">A setting is wrong.</exception>
    public static void AddEnrichment(this IHostApplicationBuilder builder)
    {
        var options = EnricherOptions.Read(builder.Configuration);
        builder.AddMqttClient("enricher", client => client with
        {
            CleanStart = false,
            SessionExpiry = SessionExpiry,
            ReceiveMaximum = (ushort)options.BatchesInFlight,
            // Most batches are published in one part; a further one waits its turn.
            MaxInFlight = (ushort)(options.BatchesInFlight + (options.CompatibilityTopic is null ? 0 : CompatibilityTopic.InFlight)),
        });

        builder.Services.AddSingleton(services => OpenGeo(options, services));
        builder.Services.AddSingleton<FlowEnricher>();
        builder.Services.AddSingleton<EnricherMetrics>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<CompatibilityTopic>();
        builder.Services.AddSingleton<RecentBatches>();
        builder.Services.AddSingleton<MapTotals>();
        builder.Services.AddSingleton(_ => new EventSample(new Random(0)));
        builder.Services.AddSingleton<EnrichmentService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EnrichmentService>());
        builder.Services.AddHostedService<LivePublisher>();
        builder.Services.AddHealthChecks().AddCheck<SubscriptionHealth>("subscription").AddCheck<GeoHealth>("geo");
    }

    // The host makes its services before it starts any: a missing database ends the process before a message is taken.
    private static GeoSource OpenGeo(EnricherOptions options, IServiceProvider services)
    {
        try
        {
            return GeoSource.Open(options.Geo, options.GeoFolder, services.GetRequiredService<ILogger<GeoSource>>(), services.GetRequiredService<TimeProvider>());
        }
        catch (GeoDatabaseException fault)
        {
            throw new ServiceConfigurationException(fault.Message, fault);
        }
    }
}
