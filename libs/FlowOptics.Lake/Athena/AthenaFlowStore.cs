using Amazon.S3;
using FlowOptics.Flows;
using FlowOptics.Lake.Aws;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Answers from raw flow logs through Athena: it finds the matching records and adds them up by what the question tells apart, and the lake's own queries make the answer of these sums
/// (docs/decisions/056). Places, networks and directions are found for the sums, so nothing can be filtered or grouped by them.
/// </summary>
public sealed class AthenaFlowStore : IFlowStore, IFlowExport, IDisposable
{
    private static readonly TimeSpan TableAge = TimeSpan.FromMinutes(5);

    private readonly AthenaOptions _options;
    private readonly Func<FlowBatch, EnrichedBatch> _enrich;
    private readonly TimeProvider _time;
    private readonly AthenaClient _client;
    private readonly IAmazonS3 _s3;
    private readonly AthenaRunner _runner;
    private readonly ScanEstimate _estimate;
    private (AthenaTable Table, DateTimeOffset Found)? _table;

    /// <param name="enrich">Adds places, networks and directions.</param>
    /// <exception cref="ObjectStoreException">No region is to be found.</exception>
    public AthenaFlowStore(AthenaOptions options, Func<FlowBatch, EnrichedBatch> enrich, TimeProvider time)
    {
        (_options, _enrich, _time) = (options, enrich, time);
        _client = new AthenaClient(options);
        _s3 = AwsConnection.S3(options.S3Endpoint);
        _runner = new AthenaRunner(options, _client, _s3, time);
        _estimate = new ScanEstimate(options, _s3, time);
    }

    /// <summary>The table, with its database.</summary>
    public string Name => $"{_options.Database}.{_options.Table}";

    /// <summary>What the table can be asked; before it was looked at (<see cref="FindTableAsync"/>), what one with all of AWS's columns could.</summary>
    public StoreAbilities Abilities => AthenaAbilities.Of(_table?.Table.Columns ?? AthenaAbilities.EveryColumn);

    /// <summary>The accounts and regions that a question without one is about; empty where the table does not list them.</summary>
    public (IReadOnlyList<string> Accounts, IReadOnlyList<string> Regions) Scopes => _table is { Table: var table } ? (table.Accounts, table.Regions) : (_options.Accounts, _options.Regions);

    /// <summary>Told each statement before it is begun; for tests.</summary>
    internal Action<string>? Statement { get; set; }

    /// <summary>Looks at the table's columns, unless that was done just now.</summary>
    /// <exception cref="AthenaException">Athena does not answer, or there is no such table.</exception>
    public async Task FindTableAsync(CancellationToken cancellationToken) => await TableAsync(cancellationToken).ConfigureAwait(false);

    public async Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        var question = await BeginAsync(progress, cancellationToken).ConfigureAwait(false);
        AthenaAbilities.Check(query, question.Table.Columns);
        var mode = AthenaSql.ModeOf(query);
        var keys = AthenaKeys.Of(query);
        var parts = new List<AthenaPart>();
        foreach (var (from, to) in Windows(query))
        {
            parts.Add(new AthenaPart(question.Sql.Sums(query, from, to, mode, keys, null), from, to, AreSums: true));
            parts.Add(new AthenaPart(question.Sql.Owners(query, from, to), from, to, AreSums: false));
        }

        using var lake = await question.FillAsync(query, parts, cancellationToken).ConfigureAwait(false);
        var answer = await FinishAsync(lake, connection => GraphQueryRunner.Run(connection, query with { Filter = null, Table = LakeTable.Matched }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer with { Plan = question.Plan(lake) };
    }

    public async Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        string[] keys = [Dimensions.SrcAddr, Dimensions.DstAddr, Dimensions.Action];
        var (answer, plan) = await AskAsync(query, _ => keys, null, connection => GeoQueryRunner.Run(connection, query with { Filter = null, Table = LakeTable.Matched }, cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        return answer with { Plan = plan };
    }

    public async Task<AggregateAnswer> AggregateAsync(AggregateQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        _ = AggregateChecks.Check(query);
        var (answer, plan) = await AskAsync(
            query, columns => AthenaKeys.Of(query.By, columns), query.BucketSeconds,
            connection => AggregateQueryRunner.Run(connection, query with { Filter = null, Table = LakeTable.Matched }, cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        return answer with { Plan = plan };
    }

    public async Task<SankeyAnswer> SankeyAsync(SankeyQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        AggregateChecks.Check(query);
        var (answer, plan) = await AskAsync(
            query, columns => AthenaKeys.Of(query.By, columns), null,
            connection => SankeyQueryRunner.Run(connection, query with { Filter = null, Table = LakeTable.Matched }, cancellationToken), progress, cancellationToken).ConfigureAwait(false);
        return answer with { Plan = plan };
    }

    public async Task<FlowsAnswer> FlowsAsync(FlowsQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        if (query.Limit < 1) throw new UnsupportedQueryException("a page of no records is none: ask for one at least");
        if (query.Limit > _options.MostRows) throw new UnsupportedQueryException($"a page has at most {_options.MostRows} records: ask for fewer");
        var cursor = query.Cursor is { } text ? RecordCursor.Read(text, query) : (RecordCursor?)null;
        var question = await BeginAsync(progress, cancellationToken).ConfigureAwait(false);
        var statement = question.Sql.Records(query, cursor?.Start, cursor?.Skip ?? 0, query.Limit + 1L);
        var page = new RecordPage(query.Limit, cursor);
        using var lake = await question.FillAsync(query, [new AthenaPart(statement, query.From, query.To, AreSums: false) { Through = page.TakeAsync }], cancellationToken).ConfigureAwait(false);
        var answer = await FinishAsync(lake, connection => FlowsQueryRunner.Run(connection, query with { Filter = null, Cursor = null }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return answer with { Plan = question.Plan(lake), Next = page.Next?.ToText(query) };
    }

    public async Task<long> ExportAsync(FlowScope question, long? limit, long most, IRecordSink sink, CancellationToken cancellationToken)
    {
        var asked = await BeginAsync(null, cancellationToken).ConfigureAwait(false);
        // One more than may be tells that there are more.
        var wanted = Math.Min(limit ?? most + 1, _options.MostRows);
        var statement = asked.Sql.Records(question, null, 0, wanted);
        using var lake = await asked.FillAsync(question, [new AthenaPart(statement, question.From, question.To, AreSums: false)], cancellationToken).ConfigureAwait(false);
        if (limit is null && lake.Rows == _options.MostRows && most >= _options.MostRows)
            throw new UnsupportedQueryException($"{_options.MostRows} records match or more, of which a download from Athena holds fewer: narrow the range, add a filter, or give limit for the latest");
        return await Task.Run(() => FlowsExport.RunAsync(lake.Connection, question with { Filter = null }, limit, most, sink, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _client.Dispose();
        _s3.Dispose();
    }

    // The ends of all windows cut time into pieces: a record is in one of these, and so in one row.
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Windows(GraphQuery query)
    {
        if (query.Before is not { } before)
        {
            yield return (query.From, query.To);
            yield break;
        }

        var ends = new[] { query.From, query.To, before.From, before.To }.Distinct().Order().ToList();
        for (var i = 1; i < ends.Count; i++)
        {
            var (from, to) = (ends[i - 1], ends[i]);
            if ((from >= query.From && to <= query.To) || (from >= before.From && to <= before.To)) yield return (from, to);
        }
    }

    private async Task<(T Answer, QueryPlan Plan)> AskAsync<T>(
        FlowScope scope, Func<AthenaColumns, IReadOnlyList<string>> keys, int? bucket, Func<DuckDbConnection, T> finish, IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        var question = await BeginAsync(progress, cancellationToken).ConfigureAwait(false);
        var statement = question.Sql.Sums(scope, scope.From, scope.To, null, keys(question.Table.Columns), bucket);
        using var lake = await question.FillAsync(scope, [new AthenaPart(statement, scope.From, scope.To, AreSums: true)], cancellationToken).ConfigureAwait(false);
        return (await FinishAsync(lake, finish, cancellationToken).ConfigureAwait(false), question.Plan(lake));
    }

    private async Task<AthenaQuestion> BeginAsync(IProgress<QueryProgress>? progress, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        progress?.Report(new QueryProgress("queued"));
        var table = await TableAsync(cancellationToken).ConfigureAwait(false);
        return new AthenaQuestion(_options, table, _runner, _estimate, _enrich, progress, Statement, _time, started);
    }

    private async Task<AthenaTable> TableAsync(CancellationToken cancellationToken)
    {
        if (_table is { } known && _time.GetUtcNow() - known.Found < TableAge) return known.Table;
        var table = new AthenaTable(await _client.TableAsync(cancellationToken).ConfigureAwait(false), _options);
        _table = (table, _time.GetUtcNow());
        return table;
    }

    // DuckDB's calls block: they belong on a thread that no request waits for.
    private static Task<T> FinishAsync<T>(ExtractLake lake, Func<DuckDbConnection, T> run, CancellationToken cancellationToken) => Task.Run(() => run(lake.Connection), cancellationToken);
}
