using FlowOptics.Lake.DuckDb;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Queries;

public sealed class QueryProgressTests
{
    private const long Rows = 3_000_000;

    [Fact]
    public async Task A_query_tells_how_far_it_is()
    {
        using var folder = new TemporaryFolder();
        using var lake = Lakes.Open(folder.Path);
        MakeSlow(lake);
        var progress = new Progress();
        using var enough = new CancellationTokenSource();
        var query = new AggregateQuery { By = [new Dimension("srcaddr")], From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddYears(100) };
        var asked = new DuckDbFlowStore(lake).AggregateAsync(query, progress, enough.Token);
        await Eventually.TrueAsync(() => progress.Latest is { Percent: > 0 }, () => $"last: {progress.Latest}; the query: {asked.Status}");

        var latest = progress.Latest!;
        Assert.Equal("running", latest.State);
        Assert.InRange(latest.Percent!.Value, 0, 100);
        Assert.InRange(latest.RowsRead!.Value, 1, latest.RowsToRead!.Value);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public void What_statements_have_read_adds_up()
    {
        var statements = new ProgressOfStatements();
        Assert.Equal((null, 0, 0), Next(null));
        Assert.Equal((10.0, 10, 100), Next(new DuckDbProgress(10, 10, 100)));
        Assert.Equal((60.0, 60, 100), Next(new DuckDbProgress(60, 60, 100)));
        // Between two of them none runs; the next may expect as many rows.
        Assert.Equal((null, 100, 100), Next(null));
        Assert.Equal((5.0, 102, 150), Next(new DuckDbProgress(5, 2, 50)));
        Assert.Equal((80.0, 140, 150), Next(new DuckDbProgress(80, 40, 50)));
        Assert.Equal((10.0, 155, 200), Next(new DuckDbProgress(10, 5, 50)));

        (double? Percent, long Read, long ToRead) Next(DuckDbProgress? now)
        {
            var progress = statements.Next(now);
            return (progress.Percent, progress.RowsRead!.Value, progress.RowsToRead!.Value);
        }
    }

    // Each record's time takes so long to work out that the whole takes many seconds, however fast the machine is: it is ended when it has told enough.
    private static void MakeSlow(LakeDatabase lake)
    {
        using var connection = lake.Connect();
        using var columns = connection.Query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'flows' ORDER BY column_index");
        var select = string.Join(", ", columns.ToRows().Select(column => (string)column[0]! is "start_time" or "end_time"
            ? $"(list_sum(range(1000 + i % 7)) % 1000)::{column[1]} AS {column[0]}"
            : $"(i % 3)::{column[1]} AS {column[0]}"));
        connection.Execute($"DROP TABLE flows; CREATE TABLE numbers AS SELECT i FROM range({Rows}) AS r(i); CREATE VIEW flows AS SELECT {select} FROM numbers");
    }

    private sealed class Progress : IProgress<QueryProgress>
    {
        private QueryProgress? _latest;

        public QueryProgress? Latest => Volatile.Read(ref _latest);

        public void Report(QueryProgress value) => Volatile.Write(ref _latest, value);
    }
}
