using System.Diagnostics;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake.Tests.DuckDb;

public sealed class DuckDbBindingTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open();
    private readonly DuckDbConnection _connection;

    public DuckDbBindingTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Gives_each_type_back_as_it_was_bound()
    {
        using var statement = _connection.Prepare("SELECT ?, ?, ?, ?, ?, ?, ?");
        statement.Bind(1, true).Bind(2, -7).Bind(3, long.MinValue).Bind(4, ulong.MaxValue).Bind(5, 0.1).Bind(6, "naïve 日本 😀\0'").BindNull(7);

        using var result = statement.Execute();

        Assert.Equal([true, -7, long.MinValue, ulong.MaxValue, 0.1, "naïve 日本 😀\0'", null], Assert.Single(result.ToRows()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("twelve bytes")]
    [InlineData("thirteen byte")]
    [InlineData("'; DROP TABLE t; --")]
    public void Takes_text_of_any_length_as_a_value(string text)
    {
        using var statement = _connection.Prepare("SELECT ?");
        using var result = statement.Bind(1, text).Execute();
        Assert.Equal(text, result.ToRows()[0][0]);
    }

    [Fact]
    public void Takes_lists_that_unnest_side_by_side()
    {
        using var statement = _connection.Prepare("SELECT unnest(?::UBIGINT[]) AS high, unnest(?::UBIGINT[]) AS low");
        using var result = statement.Bind(1, [1UL, ulong.MaxValue]).Bind(2, [3UL, 4UL]).Execute();
        Assert.Equal([[1UL, 3UL], [ulong.MaxValue, 4UL]], result.ToRows());
    }

    [Fact]
    public void Takes_an_empty_list()
    {
        using var statement = _connection.Prepare("SELECT unnest(?::UBIGINT[])");
        using var result = statement.Bind(1, ReadOnlySpan<ulong>.Empty).Execute();
        Assert.Empty(result.ToRows());
    }

    [Fact]
    public void Reads_columns_in_place_chunk_by_chunk()
    {
        using var result = _connection.Query("SELECT i::BIGINT, CASE WHEN i % 3 = 0 THEN NULL ELSE i::INTEGER END, [i::INTEGER, 7] FROM range(5000) t(i)");
        long next = 0;
        foreach (var chunk in result.Chunks())
        {
            var numbers = chunk.Column<long>(0);
            for (var row = 0; row < chunk.RowCount; row++, next++)
            {
                Assert.Equal(next, numbers[row]);
                Assert.Equal(next % 3 == 0, chunk.IsNull(1, row));
                Assert.Equal([(int)next, 7], chunk.List<int>(2, row).ToArray());
            }
        }

        Assert.Equal(5000, next);
    }

    [Fact]
    public void Refuses_to_read_a_column_with_another_width()
    {
        using var result = _connection.Query("SELECT 1::INTEGER");
        using var chunk = result.NextChunk()!;
        var error = Assert.Throws<InvalidCastException>(() => chunk.Column<long>(0).Length);
        Assert.Contains("Integer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_come_as_128_bits()
    {
        using var result = _connection.Query("SELECT sum(x) FROM (VALUES (9223372036854775807), (9223372036854775807)) t(x)");
        Assert.Equal((Int128)long.MaxValue * 2, result.ToRows()[0][0]);
    }

    [Fact]
    public void An_error_is_DuckDBs_own_message()
    {
        Assert.Contains("no_such_table", Assert.Throws<DuckDbException>(() => _connection.Query("SELECT * FROM no_such_table")).Message, StringComparison.Ordinal);
        Assert.Contains("FRM", Assert.Throws<DuckDbException>(() => _connection.Execute("SELECT 1 FRM x y")).Message, StringComparison.Ordinal);
        using var statement = _connection.Prepare("SELECT ?::INTEGER");
        Assert.Contains("abc", Assert.Throws<DuckDbException>(() => statement.Bind(1, "abc").Execute()).Message, StringComparison.Ordinal);
        Assert.Throws<DuckDbException>(() => statement.Bind(2, 1));
    }

    [Fact]
    public void Appends_chunks_with_text_and_nulls()
    {
        _connection.Execute("CREATE TABLE t (n INTEGER, name VARCHAR, b UBIGINT)");
        using (var appender = _connection.CreateAppender("t"))
        {
            for (var part = 0; part < 3; part++)
            {
                var numbers = appender.Column<int>(0);
                for (var row = 0; row < appender.Capacity; row++)
                {
                    numbers[row] = (part * appender.Capacity) + row;
                    if (row % 4 == 0) appender.SetNull(1, row);
                    else if (row % 4 == 1) appender.SetText(1, row, $"interface eni-{row % 16} né");
                    else if (row % 4 == 2) appender.RepeatText(1, row, row - 1);
                    else appender.SetText(1, row, "short");
                }

                appender.SetAllNull(2, appender.Capacity);
                appender.Append(appender.Capacity);
            }

            appender.Flush();
        }

        using var result = _connection.Query(
            "SELECT count(*), count(b), count(*) FILTER (WHERE name = 'short'), count(*) FILTER (WHERE name = 'interface eni-' || (n - n % 4 + 1) % 16 || ' né'), sum(n) FROM t");
        Assert.Equal([6144L, 0L, 1536L, 3072L, (Int128)(6143L * 6144 / 2)], result.ToRows()[0]);
    }

    [Fact]
    public void Drops_appended_rows_that_were_not_flushed()
    {
        _connection.Execute("CREATE TABLE t (n INTEGER)");
        using (var appender = _connection.CreateAppender("t"))
        {
            appender.Column<int>(0)[0] = 1;
            appender.Append(1);
        }

        Assert.Equal(0L, _connection.Query("SELECT count(*) FROM t").ToRows()[0][0]);
    }

    [Fact]
    public void A_transaction_that_is_not_committed_leaves_nothing()
    {
        _connection.Execute("CREATE TABLE t (n INTEGER)");
        using (_connection.BeginTransaction()) _connection.Execute("INSERT INTO t VALUES (1)");
        using (var transaction = _connection.BeginTransaction())
        {
            _connection.Execute("INSERT INTO t VALUES (2)");
            transaction.Commit();
        }

        Assert.Equal(2, Assert.Single(_connection.Query("SELECT n FROM t").ToRows())[0]);
    }

    [Fact]
    public void A_reader_sees_nothing_of_an_open_transaction()
    {
        _connection.Execute("CREATE TABLE t (n INTEGER)");
        using var reader = _database.Connect();
        using var transaction = _connection.BeginTransaction();
        _connection.Execute("INSERT INTO t VALUES (1)");
        Assert.Equal(0L, reader.Query("SELECT count(*) FROM t").ToRows()[0][0]);
        transaction.Commit();
        Assert.Equal(1L, reader.Query("SELECT count(*) FROM t").ToRows()[0][0]);
    }

    [Fact]
    public async Task Cancelling_interrupts_a_long_query_and_the_connection_lives_on()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();

        // A cross product of 10^14 rows: it would run for days.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(
            () => _connection.Query("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * 3 = b.range + 1000", cancellation.Token),
            TestContext.Current.CancellationToken));

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "the interruption was not taken");
        Assert.Equal(1, _connection.Query("SELECT 1::INTEGER", TestContext.Current.CancellationToken).ToRows()[0][0]);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_the_reason()
    {
        var path = Path.Combine(Path.GetTempPath(), $"flowoptics-{Guid.NewGuid():N}.duckdb");
        File.WriteAllBytes(path, new byte[20_000]);
        try
        {
            Assert.Contains(path, Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_wrong_setting_is_named()
    {
        var error = Assert.Throws<DuckDbException>(
            () => DuckDbDatabase.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["memory_limit"] = "much" }));
        Assert.Contains("memory_limit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_may_be_left_before_its_end_and_its_transaction_goes_on()
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        connection.Execute("CREATE TABLE t AS SELECT range AS n FROM range(1000000)");
        using var transaction = connection.BeginTransaction();
        connection.Execute("INSERT INTO t VALUES (-1)");
        using (var statement = connection.Prepare("SELECT n FROM t"))
        using (var stream = statement.ExecuteStreaming())
        {
            Assert.NotEmpty(stream.Chunks().Take(3));
        }

        using (var rows = connection.Query("SELECT count(*) FROM t")) Assert.Equal(1_000_001L, rows.ToRows()[0][0]);
        transaction.Commit();
    }
}
