using System.Collections.Concurrent;
using System.Diagnostics;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.Athena.Engine;
using FlowOptics.Emulator.Athena.WorkGroups;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.Athena.Queries;

/// <summary>Runs executions, a few at a time: QUEUED until it is their turn, RUNNING, then SUCCEEDED, FAILED or CANCELLED.</summary>
internal sealed class QueryRunner(
    QueryStore queries, WorkGroupStore workGroups, TableCatalog catalog, BucketStore buckets, ResultFile results, EmulatorOptions options,
    TimeProvider time, ILogger<QueryRunner> logger) : IDisposable
{
    private const int AtOnce = 4;
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);

    public void Start(QueryExecution execution)
    {
        var stop = _running[execution.Id] = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        // On its own: the client asks for its state.
        _ = Task.Run(() => RunAsync(execution, stop));
    }

    public void Stop(QueryExecution execution)
    {
        queries.Put(execution with { State = QueryState.CANCELLED, Reason = "Query cancelled!", Completed = time.GetUtcNow() });
        if (_running.TryGetValue(execution.Id, out var stop)) stop.Cancel();
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _turns.Dispose();
    }

    private async Task RunAsync(QueryExecution execution, CancellationTokenSource stop)
    {
        try
        {
            await Task.Delay(options.QueueTime, time, stop.Token);
            await _turns.WaitAsync(stop.Token);
            try
            {
                await RunInTurnAsync(execution with
                {
                    State = QueryState.RUNNING,
                    QueueMilliseconds = (long)(time.GetUtcNow() - execution.Submitted).TotalMilliseconds
                }, stop.Token);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stop has put the state; where the process ends, the next start does.
        }
        finally
        {
            _running.TryRemove(execution.Id, out _);
            stop.Dispose();
        }
    }

    private async Task RunInTurnAsync(QueryExecution execution, CancellationToken cancellationToken)
    {
        if (!queries.Put(execution)) return;
        var begun = Stopwatch.GetTimestamp();
        QueryExecution Ended(QueryState state, string? reason = null) =>
            execution with
            {
                State = state,
                Reason = reason,
                Completed = time.GetUtcNow(),
                EngineMilliseconds = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds
            };
        try
        {
            execution = execution.StatementType == "DDL"
                ? await RunDdlAsync(execution, cancellationToken)
                : await RunSelectAsync(execution, cancellationToken);
            if (execution.State == QueryState.CANCELLED)
            {
                queries.Put(Ended(QueryState.CANCELLED, execution.Reason));
                return;
            }

            queries.Put(Ended(QueryState.SUCCEEDED));
        }
        catch (QueryFailure) when (cancellationToken.IsCancellationRequested)
        {
            // DuckDB was interrupted. Stop has put the state; where the process ends, the next start does.
        }
        catch (QueryFailure failure)
        {
            EmulatorLog.QueryFailed(logger, execution.Id, failure.Message);
            queries.Put(Ended(QueryState.FAILED, failure.Message) with { IsUsersError = failure.IsUsers });
        }
        catch (AwsException refused)
        {
            queries.Put(Ended(QueryState.FAILED, refused.Message) with { IsUsersError = true });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            EmulatorLog.Failed(logger, failure, "athena", execution.Id);
            queries.Put(Ended(QueryState.FAILED, "GENERIC_INTERNAL_ERROR: " + failure.Message));
        }
    }

    private async Task<QueryExecution> RunDdlAsync(QueryExecution execution, CancellationToken cancellationToken)
    {
        var answer = new DdlParser(catalog, time).Parse(execution.Sql, execution.Database).Run();
        await results.WriteAsync(execution.ResultLocation, answer.Lines.Select(line => new string?[] { line }), isCsv: false, cancellationToken);
        return execution with { Columns = [.. answer.Columns.Select(name => new ResultColumn(name, "string"))] };
    }

    private async Task<QueryExecution> RunSelectAsync(QueryExecution execution, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var engine = new QueryEngine();
        var planned = engine.Plan(execution.Sql, execution.Parameters, execution.Database, catalog, buckets, time);
        execution = execution with { Columns = planned.Columns, PlanningMilliseconds = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds };
        if (workGroups.Find(execution.WorkGroup)?.BytesScannedCutoff is { } cutoff && planned.Bytes > cutoff)
        {
            return execution with { State = QueryState.CANCELLED, Reason = "Bytes scanned limit was exceeded", BytesScanned = cutoff };
        }

        execution = execution with { BytesScanned = planned.Bytes };
        if (!queries.Put(execution)) throw new OperationCanceledException();
        var header = new[] { planned.Columns.Select(string? (column) => column.Name).ToArray() };
        await results.WriteAsync(execution.ResultLocation, header.Concat(engine.Run(planned, cancellationToken)), isCsv: true, cancellationToken);
        return execution;
    }
}
