using System.Diagnostics;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>A page of records from the lake: first which, by the few columns that this takes, then all of theirs.</summary>
internal static class FlowsQueryRunner
{
    public static FlowsAnswer Run(DuckDbConnection connection, FlowsQuery query, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (query.Limit < 1) throw new UnsupportedQueryException("a page of no records is none: ask for one at least");
        var cursor = query.Cursor is { } text ? RecordCursor.Read(text, query) : (RecordCursor?)null;
        var source = QueryPlanner.Plan(connection, query, null, null, cancellationToken);
        var sql = new SqlText().Add("WITH picked AS MATERIALIZED (FROM ");
        source.AddTo(sql, _ => "rowid AS r, start_time, object", (condition, _) => AddCursor(condition, cursor))
            // One more tells whether there is a next page.
            .Add(" ORDER BY start_time DESC, object, r LIMIT ").Value(query.Limit + 1L).Add(" OFFSET ").Value((long)(cursor?.Skip ?? 0)).Add(") ");
        RecordColumns.AddSelect(sql, rows => rows.Add("(SELECT rowid AS r, * FROM flows WHERE rowid IN (SELECT r FROM picked))"));
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);

        // Columns are known when all rows have been seen.
        var chunks = new List<DuckDbChunk>();
        try
        {
            while (result.NextChunk() is { } chunk) chunks.Add(chunk);
            var (columns, rows, next) = Read(chunks, query, cursor);
            return new FlowsAnswer(query.From, query.To, columns, rows, next, source.ToPlan(connection, Stopwatch.GetElapsedTime(started), cancellationToken));
        }
        finally
        {
            foreach (var chunk in chunks) chunk.Dispose();
        }
    }

    private static void AddCursor(SqlText sql, RecordCursor? cursor)
    {
        // The first term alone lets DuckDB pass over blocks.
        if (cursor is not { } at) return;
        sql.Add(" AND start_time <= ").Value(at.Start).Add(" AND (start_time < ").Value(at.Start).Add(" OR object >= ").Value((long)at.Object).Add(")");
    }

    private static (IReadOnlyList<string> Columns, List<IReadOnlyList<object?>> Rows, string? Next) Read(List<DuckDbChunk> chunks, FlowsQuery query, RecordCursor? cursor)
    {
        var extras = new ExtraFields();
        var fields = chunks.SelectMany(chunk => Enumerable.Range(0, chunk.RowCount).SelectMany(row => extras.Of(chunk, row).Keys)).Distinct();
        var columns = new RecordColumns(fields);
        var rows = new List<IReadOnlyList<object?>>();
        // Where the page began is where its first records may go on.
        var (at, hasNext) = (cursor ?? new RecordCursor(0, -1, 0), false);
        foreach (var chunk in chunks)
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                if (hasNext = rows.Count == query.Limit) break;
                var values = new object?[columns.All.Count];
                columns.Read(chunk, row, extras.Of(chunk, row), values);
                rows.Add(values);
                var (start, id) = RecordColumns.PositionOf(chunk, row);
                at = (start, id) == (at.Start, at.Object) ? at with { Skip = at.Skip + 1 } : new RecordCursor(start, id, 1);
            }
        }

        return ([.. columns.All.Select(column => column.Name)], rows, hasNext ? at.ToText(query) : null);
    }
}
