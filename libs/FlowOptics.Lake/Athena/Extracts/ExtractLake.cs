using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// A lake of one question, in memory: what Athena has added up, with places and networks, in <c>matched</c> (<see cref="LakeTable.Matched"/>); single records, and one for each address of each
/// interface, in <c>flows</c>. The lake's own queries answer from there (docs/decisions/056). Not thread-safe.
/// </summary>
internal sealed class ExtractLake : IDisposable
{
    private const int WeightColumn = (int)FlowColumn.Extra + 1;

    private readonly Func<FlowBatch, EnrichedBatch> _enrich;
    private readonly AthenaOptions _options;
    private readonly DuckDbDatabase _database;
    private readonly LakeCodes _codes = new();
    private readonly FlowAppender _flows;
    private readonly FlowAppender _matched;

    public ExtractLake(AthenaOptions options, Func<FlowBatch, EnrichedBatch> enrich)
    {
        (_enrich, _options) = (enrich, options);
        _database = DuckDbDatabase.Open(null, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["memory_limit"] = string.Create(CultureInfo.InvariantCulture, $"{options.MemoryMegabytes}MiB"),
            ["temp_directory"] = options.TemporaryFolder ?? Path.Combine(Path.GetTempPath(), "flowoptics"),
            ["threads"] = "2",
            ["preserve_insertion_order"] = "false",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });
        Connection = _database.Connect();
        Connection.Execute(LakeSchema.Create);
        Connection.Execute($"CREATE TABLE {LakeTable.Matched.Name} AS SELECT *, 0::BIGINT AS flows FROM flows LIMIT 0");
        _codes.Load(Connection);
        _flows = new FlowAppender(Connection, _codes);
        _matched = new FlowAppender(Connection, _codes, LakeTable.Matched.Name);
    }

    public DuckDbConnection Connection { get; }

    /// <summary>Rows of results.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes a result in.</summary>
    /// <param name="areSums">Rows stand for several records, and go into <c>matched</c>.</param>
    /// <exception cref="UnsupportedQueryException">There are more than may be.</exception>
    public async Task AddAsync(AthenaStatement statement, IAsyncEnumerable<IReadOnlyList<string?>> result, bool areSums, CancellationToken cancellationToken)
    {
        var rows = new ExtractRows(statement.Keys, (batch, weights, labels) => Append(batch, areSums ? weights : null, labels));
        await foreach (var row in result.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count == _options.MostRows) throw TooMany();
            rows.Add(row);
        }

        rows.Flush();
        Rows += rows.Count;
    }

    /// <summary>To be called once, when all is there.</summary>
    public void Complete()
    {
        _codes.Save(Connection);
        _flows.Flush();
        _matched.Flush();
    }

    public void Dispose()
    {
        _flows.Dispose();
        _matched.Dispose();
        Connection.Dispose();
        _database.Dispose();
    }

    private UnsupportedQueryException TooMany() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"more than {_options.MostRows} groups of records match, which is the most that is taken from Athena: narrow the range, the account or the addresses, add a filter, or raise FlowOptics:Athena:MostRows"));

    private void Append(FlowBatch batch, long[]? weights, int[]? labels)
    {
        var enriched = _enrich(batch);
        // What the ports say is only what makes the label: Athena has decided who serves.
        if (labels is not null)
        {
            for (var i = 0; i < labels.Length; i++) enriched.ServiceSide[i] = labels[i] >= 0 ? ServiceSide.Source : ServiceSide.Unknown;
        }

        if (weights is null) _flows.Append(0, enriched);
        else _matched.Append(0, enriched, (rows, first, count) => weights.AsSpan(first, count).CopyTo(rows.Column<long>(WeightColumn)));
    }
}
