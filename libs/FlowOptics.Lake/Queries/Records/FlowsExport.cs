using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Records in any number: hour after hour from the latest on, some hours at a time, so that what DuckDB sorts, and what is held, stays small.
/// </summary>
internal static class FlowsExport
{
    private const long Hour = 3600;

    // So many are sorted at once; a single hour may have more.
    private const long SliceRecords = 100_000;

    public static async Task<long> RunAsync(DuckDbConnection connection, FlowScope question, long? limit, long most, IRecordSink sink, CancellationToken cancellationToken)
    {
        var source = QueryPlanner.Plan(connection, question, null, null, cancellationToken);
        var hours = Hours(connection, source, cancellationToken);
        var total = hours.Sum(hour => hour.Records);
        if (limit is null && total > most)
            throw new UnsupportedQueryException($"{total} records match, of which a download holds at most {most}: narrow the range, add a filter, or give limit for the latest");
        var wanted = Math.Min(total, limit ?? most);
        var columns = new RecordColumns(wanted == 0 ? [] : ExtraNames(connection, source, cancellationToken));
        sink.Begin(columns.All);
        var left = wanted;
        foreach (var slice in Slices(hours))
        {
            if (left == 0) break;
            left -= await WriteAsync(connection, source, columns, slice, left, sink, cancellationToken).ConfigureAwait(false);
        }

        await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
        return wanted - left;
    }

    private static List<(long Hour, long Records)> Hours(DuckDbConnection connection, PlannedSource source, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add("SELECT hour, count(*) FROM ");
        source.AddTo(sql, _ => "start_time // 3600 AS hour").Add(" GROUP BY hour ORDER BY hour DESC");
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        return result.ToRows().ConvertAll(row => ((long)row[0]!, (long)row[1]!));
    }

    private static List<string> ExtraNames(DuckDbConnection connection, PlannedSource source, CancellationToken cancellationToken)
    {
        var sql = new SqlText().Add("SELECT DISTINCT unnest(json_keys(value)) FROM extras WHERE id IN (SELECT DISTINCT extra FROM ");
        source.AddTo(sql, _ => "extra").Add(")");
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        return result.ToRows().ConvertAll(row => (string)row[0]!);
    }

    private static IEnumerable<NumberRange> Slices(List<(long Hour, long Records)> hours)
    {
        long records = 0;
        var end = 0L;
        for (var i = 0; i < hours.Count; i++)
        {
            if (records == 0) end = (hours[i].Hour + 1) * Hour;
            records += hours[i].Records;
            if (records < SliceRecords && i < hours.Count - 1) continue;
            yield return new NumberRange(hours[i].Hour * Hour, end);
            records = 0;
        }
    }

    private static async Task<long> WriteAsync(
        DuckDbConnection connection, PlannedSource source, RecordColumns columns, NumberRange slice, long limit, IRecordSink sink, CancellationToken cancellationToken)
    {
        var sql = RecordColumns.AddSelect(new SqlText(), rows => source.AddTo(
            rows, _ => "rowid AS r, *", (condition, _) => condition.Add(" AND start_time >= ").Value(slice.First).Add(" AND start_time < ").Value(slice.End)));
        using var statement = sql.Add(" LIMIT ").Value(limit).Prepare(connection);
        // Sorting comes before the first row, and takes as long as it takes.
        using var interrupt = new InterruptOnCancel(connection, cancellationToken);
        using var result = Interruptible(statement.ExecuteStreaming, cancellationToken);
        var extras = new ExtraFields();
        var values = new object?[columns.All.Count];
        var written = 0L;
        while (Interruptible(result.NextChunk, cancellationToken) is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    columns.Read(chunk, row, extras.Of(chunk, row), values);
                    sink.Write(values);
                }

                written += chunk.RowCount;
            }

            await sink.FlushAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return written;
    }

    // An interruption is an error to DuckDB, and the end of the question to us.
    private static T Interruptible<T>(Func<T> step, CancellationToken cancellationToken)
    {
        try
        {
            return step();
        }
        catch (DuckDbException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
