using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Answers from the lake. Each query has a connection of its own, and sees the lake as it was when it began.</summary>
public sealed class DuckDbFlowStore(LakeDatabase lake) : IFlowStore, IFlowExport
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    public StoreAbilities Abilities { get; } =
        new(FilterFields.Names, Lake.Dimensions.Names, Enum.GetValues<GraphGroup>(), AnyText: true, Records: true, TimeBuckets.MinWidth);

    public Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(connection => GraphQueryRunner.Run(connection, query, cancellationToken), progress, cancellationToken);

    public Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(connection => GeoQueryRunner.Run(connection, query, cancellationToken), progress, cancellationToken);

    public Task<AggregateAnswer> AggregateAsync(AggregateQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(connection => AggregateQueryRunner.Run(connection, query, cancellationToken), progress, cancellationToken);

    public Task<SankeyAnswer> SankeyAsync(SankeyQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(connection => SankeyQueryRunner.Run(connection, query, cancellationToken), progress, cancellationToken);

    public Task<FlowsAnswer> FlowsAsync(FlowsQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(connection => FlowsQueryRunner.Run(connection, query, cancellationToken), progress, cancellationToken);

    public Task<long> ExportAsync(FlowScope question, long? limit, long most, IRecordSink sink, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            using var connection = lake.Connect();
            using var snapshot = connection.BeginTransaction();
            return await FlowsExport.RunAsync(connection, question, limit, most, sink, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    // DuckDB's calls block: they belong on a thread that no request waits for.
    private async Task<T> RunAsync<T>(Func<DuckDbConnection, T> run, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new QueryProgress("running"));
        using var connection = await Task.Run(lake.Connect, cancellationToken).ConfigureAwait(false);
        var running = Task.Run(
            () =>
            {
                if (progress is not null) connection.TrackProgress();
                using var snapshot = connection.BeginTransaction();
                return run(connection);
            },
            CancellationToken.None);
        if (progress is not null) await TellAsync(connection, running, progress).ConfigureAwait(false);
        return await running.ConfigureAwait(false);
    }

    private static async Task TellAsync(DuckDbConnection connection, Task running, IProgress<QueryProgress> progress)
    {
        var statements = new ProgressOfStatements();
        while (await Task.WhenAny(running, Task.Delay(ProgressInterval, CancellationToken.None)).ConfigureAwait(false) != running) progress.Report(statements.Next(connection.Progress()));
        progress.Report(new QueryProgress("fetching"));
    }
}
