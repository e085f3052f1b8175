using FlowOptics.Geo;
using FlowOptics.GraphApi.Apis;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.GraphApi.Startup;

/// <summary>What there is to say of history where Athena answers for it; nothing where the lake does.</summary>
internal sealed class HistoryInAthena(GraphApiOptions options, AthenaFlowStore? store = null)
{
    /// <summary>Null where the lake knows them.</summary>
    public IReadOnlyList<MetaAccount>? Accounts => store?.Scopes is { } scopes ? [.. scopes.Accounts.Select(account => new MetaAccount(account, scopes.Regions, 0))] : null;

    public MetaAthena? Meta => options.Athena is { } athena ? new MetaAthena(athena.Database, athena.Table, athena.WorkGroup, athena.ScanLimit, athena.DollarsPerTerabyte) : null;
}

/// <summary>Makes Athena the store of history, where the configuration wants it.</summary>
internal static class AthenaServices
{
    public static void AddAthena(this WebApplicationBuilder builder, GraphApiOptions options)
    {
        builder.Services.AddSingleton<HistoryInAthena>();
        if (options.Athena is not { } athena) return;
        builder.Services.AddSingleton(services => Open(athena, services));
        builder.Services.AddSingleton<AthenaHealth.State>();
        builder.Services.AddHealthChecks().AddCheck<AthenaHealth>("athena");
        builder.Services.AddHostedService<AthenaTableWatch>();
    }

    private static AthenaFlowStore Open(AthenaOptions options, IServiceProvider services)
    {
        var enricher = services.GetRequiredService<FlowEnricher>();
        try
        {
            return new AthenaFlowStore(options, batch => enricher.Enrich(batch), services.GetRequiredService<TimeProvider>());
        }
        catch (ObjectStoreException exception)
        {
            throw new ServiceConfigurationException(exception.Message, exception);
        }
    }

    /// <summary>Looks at the table now and then, so that <c>meta</c> says what it can be asked before anyone asks.</summary>
    private sealed class AthenaTableWatch(AthenaFlowStore store, AthenaHealth.State state, TimeProvider time, ILogger<AthenaTableWatch> logger) : BackgroundService
    {
        private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
        private static readonly TimeSpan Retry = TimeSpan.FromSeconds(15);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var told = "";
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await store.FindTableAsync(stoppingToken);
                    if (told != "found") Log.AthenaFound(logger, store.Name, store.Abilities.FilterFields.Count, store.Scopes.Accounts is { Count: > 0 } accounts ? string.Join(", ", accounts) : "all");
                    (told, state.Problem) = ("found", null);
                }
                catch (AthenaException exception)
                {
                    if (told != exception.Message) Log.AthenaFailed(logger, exception.Message);
                    told = state.Problem = exception.Message;
                }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                await Task.Delay(state.Problem is null ? Usual : Retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Live goes on without it: degraded, which is still in service.
    private sealed class AthenaHealth(AthenaHealth.State state, AthenaFlowStore store) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(state.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy($"history is asked of Athena, {store.Name}"));

        internal sealed class State
        {
            public string? Problem { get; set; }
        }
    }
}
