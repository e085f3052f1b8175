using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The largest groups of an aggregate by their keys, and how many groups there are. Sums one measure only, which is all that their order needs.</summary>
/// <param name="Keys">One key for each dimension, the largest group first.</param>
internal sealed record AggregateTop(IReadOnlyList<IReadOnlyList<DimensionKey>> Keys, long TotalGroups)
{
    public static AggregateTop Find(
        DuckDbConnection connection, AggregateRows rows, IReadOnlyList<DimensionSql> dimensions, TrafficMeasure measure, int limit, CancellationToken cancellationToken)
    {
        if (IsOfHosts(rows, dimensions) && FindHosts(connection, rows, dimensions[0], measure, limit, cancellationToken) is { } hosts) return hosts;
        var columns = string.Join(", ", dimensions.Select(dimension => dimension.ColumnList));
        var sql = new SqlText().Add($"WITH g AS {(dimensions.Any(dimension => dimension.IsMapped) ? "" : "MATERIALIZED ")}(SELECT {columns}, sum(v) AS v FROM ");
        rows.AddTo(sql, AggregateRows.Measure(measure)).Add(" GROUP BY ALL)");
        var groups = "g";
        if (dimensions.Any(dimension => dimension.IsMapped))
        {
            groups = "f";
            AddMapped(sql.Add(", f AS MATERIALIZED (SELECT "), dimensions).Add(", sum(v) AS v FROM g");
            foreach (var dimension in dimensions) dimension.AddJoin(sql);
            sql.Add(" GROUP BY ALL)");
        }

        sql.Add($" SELECT (SELECT count(*) FROM {groups}), {string.Join(", ", dimensions.Select(dimension => dimension.Output))} FROM {groups} ORDER BY v DESC, {columns} LIMIT ").Value((long)limit);
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        var keys = new List<IReadOnlyList<DimensionKey>>();
        long total = 0;
        foreach (var chunk in result.Chunks())
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                total = chunk.Column<long>(0)[row];
                var column = 1;
                var key = new DimensionKey[dimensions.Count];
                for (var i = 0; i < key.Length; i++) key[i] = dimensions[i].Read(chunk, ref column, row);
                keys.Add(key);
            }
        }

        return new AggregateTop(keys, total);
    }

    // Rows of hosts_day are few to an address: grouping them in one table is what takes the time.
    private static bool IsOfHosts(AggregateRows rows, IReadOnlyList<DimensionSql> dimensions) =>
        dimensions is [{ Dimension.Kind: DimensionKind.Address }] && rows.Source.Parts.Any(part => part.Table == LakeTable.HostsDay);

    /// <returns>Null where there are too many rows.</returns>
    private static AggregateTop? FindHosts(
        DuckDbConnection connection, AggregateRows rows, DimensionSql dimension, TrafficMeasure measure, int limit, CancellationToken cancellationToken)
    {
        var sql = rows.AddTo(new SqlText().Add($"SELECT {dimension.ColumnList}, v::BIGINT FROM "), AggregateRows.Measure(measure));
        using var totals = new AddressTotals();
        if (!TryAddAll(connection, sql, totals, cancellationToken)) return null;
        var (top, count) = totals.Find(limit, cancellationToken);
        return new AggregateTop(top.ConvertAll(total => (IReadOnlyList<DimensionKey>)[DimensionKey.OfAddress(new Address(total.High, total.Low))]), count);
    }

    private static bool TryAddAll(DuckDbConnection connection, SqlText sql, AddressTotals totals, CancellationToken cancellationToken)
    {
        using var statement = sql.Prepare(connection);
        // A filter may let nothing through for as long as it takes to read all.
        using var interrupt = new InterruptOnCancel(connection, cancellationToken);
        try
        {
            using var result = statement.ExecuteStreaming();
            return result.Chunks().All(chunk => totals.TryAdd(chunk.Column<ulong>(0), chunk.Column<ulong>(1), chunk.Column<long>(2)));
        }
        catch (DuckDbException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>The key columns out of grouped rows <c>g</c>, with their texts.</summary>
    public static SqlText AddMapped(SqlText sql, IReadOnlyList<DimensionSql> dimensions)
    {
        for (var i = 0; i < dimensions.Count; i++)
        {
            if (i > 0) sql.Add(", ");
            dimensions[i].AddMapped(sql);
        }

        return sql;
    }
}
