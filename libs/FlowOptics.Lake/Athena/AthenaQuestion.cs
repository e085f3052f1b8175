using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>One question on its way through Athena: its statements run beside each other, and what they read is counted together.</summary>
internal sealed class AthenaQuestion(
    AthenaOptions options, AthenaTable table, AthenaRunner runner, ScanEstimate estimate, Func<FlowBatch, EnrichedBatch> enrich, IProgress<QueryProgress>? progress, Action<string>? statements,
    TimeProvider time, long started)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AthenaPart, (string State, long Bytes)> _states = [];

    public AthenaTable Table => table;

    public AthenaSql Sql { get; } = new(table, options);

    /// <summary>Runs statements, and takes their results in.</summary>
    public async Task<ExtractLake> FillAsync(FlowScope scope, IReadOnlyList<AthenaPart> parts, CancellationToken cancellationToken)
    {
        await estimate.CheckAsync(table, scope, parts, cancellationToken).ConfigureAwait(false);
        foreach (var part in parts) statements?.Invoke(part.Statement.Text.ToString());
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var executions = await Task.WhenAll(parts.Select(part => RunAsync(part, failed))).ConfigureAwait(false);
        progress?.Report(Now("fetching"));
        var lake = new ExtractLake(options, enrich);
        try
        {
            for (var i = 0; i < parts.Count; i++)
            {
                var rows = runner.ReadAsync(executions[i], cancellationToken);
                await lake.AddAsync(parts[i].Statement, parts[i].Through?.Invoke(rows) ?? rows, parts[i].AreSums, cancellationToken).ConfigureAwait(false);
            }

            lake.Complete();
            return lake;
        }
        catch
        {
            lake.Dispose();
            throw;
        }
    }

    public QueryPlan Plan(ExtractLake lake)
    {
        var now = Now("");
        return new QueryPlan([$"{options.Database}.{options.Table}"], lake.Rows, (long)time.GetElapsedTime(started).TotalMilliseconds) { BytesScanned = now.BytesScanned, EstimatedCost = now.EstimatedCost };
    }

    private async Task<AthenaExecution> RunAsync(AthenaPart part, CancellationTokenSource failed)
    {
        try
        {
            return await runner.RunAsync(part.Statement.Text, ReuseOf(part), (state, bytes) => Note(part, state, bytes), failed.Token).ConfigureAwait(false);
        }
        catch
        {
            // The others' results are of no use without this one.
            await failed.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A range that is not past, or whose objects may still come, has another result each time.
    private TimeSpan ReuseOf(AthenaPart part) => part.To + options.Late < time.GetUtcNow() ? options.Reuse : TimeSpan.Zero;

    private void Note(AthenaPart part, string state, long bytes)
    {
        lock (_lock) _states[part] = (state, bytes);
        progress?.Report(Now(null));
    }

    private QueryProgress Now(string? state)
    {
        lock (_lock)
        {
            return new QueryProgress(state ?? (_states.Values.All(each => each.State == "QUEUED") ? "queued" : "running"))
            {
                BytesScanned = _states.Values.Sum(each => each.Bytes),
                EstimatedCost = _states.Values.Sum(each => AthenaCost.Of(each.Bytes, options)),
            };
        }
    }
}
