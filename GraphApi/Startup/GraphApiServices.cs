using System.Text.Json;
using System.Text.Json.Serialization;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Apis;
using FlowOptics.GraphApi.Findings;
using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.GraphApi.Startup;

/// <summary>What GraphApi is made of.</summary>
internal static class GraphApiServices
{
    // What is far too long is to be refused in a sentence, not by a closed connection: a filter of a megabyte, each character written as three.
    private const int MaxRequestLine = 4 * 1024 * 1024;

    public static WebApplicationBuilder AddGraphApi(this WebApplicationBuilder builder)
    {
        // Opened before the host starts: a data folder that cannot be written, or geo data that is missing, ends the service with one sentence.
        var options = GraphApiOptions.From(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.AddSignIn();
        builder.Services.AddSingleton(services => OpenLake(options, services));
        builder.Services.AddSingleton(services => OpenGeo(options, services));
        builder.Services.AddSingleton<FlowEnricher>();
        builder.Services.AddObjectStore(options.Store);

        builder.Services.AddSingleton(services => new LiveWindow(options.Live, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<LiveLoad>();
        builder.Services.AddSingleton<LiveRebuild>();
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.AddSingleton<LakeInterfaces>();
        builder.Services.AddSingleton(services => new LiveFlowStore(services.GetRequiredService<LiveWindow>(), services.GetRequiredService<LakeInterfaces>().Read));
        builder.Services.AddSingleton<DuckDbFlowStore>();
        builder.Services.AddQueries();
        builder.Services.AddSingleton<Examples>();
        builder.Services.AddSingleton(options.Findings);
        builder.Services.AddSingleton<FindingHistory>();
        builder.Services.AddSingleton<LiveFindings>();
        builder.Services.AddSingleton<ImportQueue>();
        builder.Services.AddSingleton<BucketScan>();
        builder.Services.AddSingleton<StateMetrics>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveRebuild>());
        builder.Services.AddHostedService<LiveSubscriber>();
        if (options.Import)
        {
            builder.Services.AddHostedService<Importer>();
            builder.Services.AddHostedService<FindingsWorker>();
            builder.Services.AddHostedService(services => services.GetRequiredService<BucketScan>());
        }

        builder.AddAthena(options);
        builder.Services.AddHostedService(services => services.GetRequiredService<NamedSets>());
        builder.Services.AddHostedService<SeenFields>();
        builder.Services.AddHealthChecks().AddCheck<LakeHealth>("lake").AddCheck<BucketHealth>("bucket").AddCheck<LiveHealth>("live").AddCheck<GeoHealth>("geo").AddCheck<SetsHealth>("sets");

        builder.Services.AddApiDocument();
        builder.AddAnswerCompression();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
            kestrel.Limits.MaxRequestBufferSize = MaxRequestLine * 2;
        });
        return builder;
    }

    /// <summary>What runs questions to the stores.</summary>
    internal static IServiceCollection AddQueries(this IServiceCollection services) => services
        .AddSingleton<FlowStores>()
        .AddSingleton<NamedSets>()
        .AddSingleton<LakeValues>()
        .AddSingleton<FilterReader>()
        .AddSingleton<ScopeReader>()
        .AddSingleton<QueryProblems>()
        .AddSingleton<QueryTurns>()
        .AddSingleton<AnswerTags>()
        .AddSingleton<QueryRunner>()
        .ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));

    public static WebApplication MapGraphApi(this WebApplication app)
    {
        // Asked for here, so that what cannot be opened is told before anything listens.
        _ = app.Services.GetRequiredService<LakeDatabase>();
        _ = app.Services.GetRequiredService<GeoSource>();
        _ = app.Services.GetRequiredService<NamedSets>();
        _ = app.Services.GetRequiredService<StateMetrics>();
        app.UseResponseCompression();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseSignIn();
        app.UseMiddleware<QueryAudit>();
        app.MapOpenApi();
        app.MapGraph();
        app.MapGeo();
        app.MapTimeseries();
        app.MapTop();
        app.MapSankey();
        app.MapFlows();
        app.MapFindings();
        app.MapMeta();
        app.MapComplete();
        return app;
    }

    internal static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // Numbers are numbers, and the OpenAPI document says no more than that.
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static LakeDatabase OpenLake(GraphApiOptions options, IServiceProvider services)
    {
        try
        {
            return LakeDatabase.Open(options.Lake, services.GetRequiredService<ILogger<LakeDatabase>>(), services.GetRequiredService<TimeProvider>());
        }
        catch (Exception exception) when (exception is LakeException or DllNotFoundException)
        {
            throw new ServiceConfigurationException(exception.Message, exception);
        }
    }

    private static GeoSource OpenGeo(GraphApiOptions options, IServiceProvider services)
    {
        try
        {
            return GeoSource.Open(options.Geo, options.GeoFolder, services.GetRequiredService<ILogger<GeoSource>>(), services.GetRequiredService<TimeProvider>());
        }
        catch (GeoDatabaseException exception)
        {
            throw new ServiceConfigurationException(exception.Message, exception);
        }
    }

    private sealed class LakeHealth(LakeDatabase lake) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Healthy($"{lake.Summary.Records} records of {lake.Summary.Objects} objects"));
    }

    // What is in the lake can be asked; what comes is found when the bucket can be read again.
    private sealed class BucketHealth(BucketScan scan) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(scan.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
    }

    // Old place data is better than none: degraded, which is still in service.
    private sealed class GeoHealth(GeoSource geo) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(geo.Problem is null ? HealthCheckResult.Healthy(geo.Summary) : HealthCheckResult.Degraded(geo.Summary));
    }

    private sealed class SetsHealth(NamedSets sets) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(sets.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy($"{sets.Current.Sets.Names.Count()} named sets"));
    }

    private sealed class LiveHealth(LiveRebuild rebuild) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(rebuild.Ready.IsCompletedSuccessfully
                ? HealthCheckResult.Healthy("the live window is filled")
                : HealthCheckResult.Unhealthy("the live window is being read from the bucket"));
    }
}
