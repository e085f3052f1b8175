using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>What the lake takes of its file. DuckDB uses the blocks again that a checkpoint freed before the file grows; it gives back those at the file's end.</summary>
internal static class LakeSpace
{
    /// <summary>Bytes of the blocks in use, and of the write-ahead log.</summary>
    public static long Used(LakeDatabase lake, DuckDbConnection connection)
    {
        using var result = connection.Query("SELECT block_size * used_blocks FROM pragma_database_size()");
        return (long)result.ToRows()[0][0]! + lake.LogBytes;
    }

    /// <summary>Frees the blocks of rows that were deleted, unless somebody still reads them.</summary>
    /// <returns>False where a checkpoint was not possible now.</returns>
    public static bool Reclaim(DuckDbConnection connection)
    {
        try
        {
            connection.Execute("CHECKPOINT");
            return true;
        }
        catch (DuckDbException exception) when (!exception.IsFatal)
        {
            // Others write: DuckDB makes one of its own later, and so do we.
            return false;
        }
    }

    /// <summary>Before when everything has to go, to be rid of a part of all records: whole hours, where more than those of the newest hour are left then.</summary>
    /// <returns>Unix seconds; null where there are no records.</returns>
    public static long? Horizon(DuckDbConnection connection, double part, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(
            $"""
            WITH ages AS (SELECT {RetentionSchema.Age} AS age, sum(records) AS records FROM ledger WHERE {RetentionSchema.IsHeld} GROUP BY age),
                sums AS (SELECT age, sum(records) OVER (ORDER BY age) AS sum, sum(records) OVER () AS total, max(age) OVER () AS newest FROM ages)
            SELECT min(age)::BIGINT, any_value(newest)::BIGINT FROM sums WHERE total > 0 AND sum >= total * ?
            """);
        using var result = statement.Bind(1, part).Execute(cancellationToken);
        var row = result.ToRows()[0];
        if (row[0] is not long age) return null;
        var hour = (age / SealedSpans.HourLength * SealedSpans.HourLength) + SealedSpans.HourLength;
        return hour <= (long)row[1]! / SealedSpans.HourLength * SealedSpans.HourLength ? hour : age + 1;
    }
}
