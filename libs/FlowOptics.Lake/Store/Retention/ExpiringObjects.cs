using System.Globalization;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The oldest objects, which go in one transaction.</summary>
internal sealed class ExpiringObjects
{
    // With few records the transaction is short, and with whole hours no hour is sealed again in between.
    private const long RecordsTogether = 250_000;
    private const int MostObjects = 4096;

    private readonly string _ids;
    private readonly string _isOfThem;
    private readonly long _first;

    private ExpiringObjects(IReadOnlyList<int> ids, long first)
    {
        _ids = string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        // Bounds let DuckDB pass over blocks; a list of many does not.
        _isOfThem = string.Create(CultureInfo.InvariantCulture, $"object BETWEEN {ids.Min()} AND {ids.Max()} AND object IN ({_ids})");
        _first = first;
    }

    /// <returns>Null where there are none.</returns>
    public static ExpiringObjects? Next(DuckDbConnection connection, long cutoff, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(
            $"SELECT id, {RetentionSchema.Age} AS age, records, coalesce(first_start, {long.MaxValue}) FROM ledger WHERE {RetentionSchema.IsHeld} AND age < ? ORDER BY age, id LIMIT {MostObjects}");
        using var result = statement.Bind(1, cutoff).Execute(cancellationToken);
        var ids = new List<int>();
        var (records, hour, first) = (0L, 0L, long.MaxValue);
        foreach (var row in result.ToRows())
        {
            var of = (long)row[1]! / SealedSpans.HourLength;
            if (records >= RecordsTogether && of != hour) break;
            ids.Add((int)row[0]!);
            records += (long)row[2]!;
            hour = of;
            first = Math.Min(first, (long)row[3]!);
        }

        return ids.Count == 0 ? null : new ExpiringObjects(ids, first);
    }

    /// <returns>How many records went.</returns>
    /// <exception cref="LakeException">The lake was made anew meanwhile.</exception>
    public long Expire(LakeDatabase lake, DuckDbConnection connection, int generation, CancellationToken cancellationToken)
    {
        var hours = Hours(connection, _isOfThem, cancellationToken);
        foreach (var hour in hours) lake.Seals.Open(hour);
        try
        {
            using var transaction = connection.BeginTransaction();
            var gone = Records(connection, cancellationToken);
            Run(connection, $"DELETE FROM flows WHERE {_isOfThem}", cancellationToken);
            // The reason was a problem of what is held.
            Run(connection, $"UPDATE ledger SET state = {(int)LedgerState.Expired}, reason = NULL WHERE id IN ({_ids})", cancellationToken);
            var summary = lake.Summary.Without(connection, gone);
            var left = hours.Count == 0 ? [] : Hours(connection, string.Create(CultureInfo.InvariantCulture, $"start_time BETWEEN {hours.Min() * SealedSpans.HourLength} AND {((hours.Max() + 1) * SealedSpans.HourLength) - 1}"), cancellationToken);
            if (summary.First?.ToUnixTimeSeconds() is { } first && LakeSeals.HourOf(first) is { } firstHour) lake.Seals.OpenBefore(LakeSeals.DayOf(firstHour));
            lake.Commit(generation, () =>
            {
                lake.Seals.TakeAwayOpen(lake);
                transaction.Commit();
                var opened = lake.Seals.Committed(0, lake.Time.GetTimestamp());
                lake.Seals.Forget(opened.Where(hour => !left.Contains(hour)));
                lake.Summarize(summary, _first);
            });
            return gone.Sum(scope => scope.Records);
        }
        catch
        {
            lake.Seals.Abandoned();
            throw;
        }
    }

    private List<ScopeCount> Records(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        using var result = connection.Query(
            $"SELECT account, region, records FROM (SELECT scope, count(*) AS records FROM flows WHERE {_isOfThem} GROUP BY scope) JOIN scopes ON scopes.id = scope", cancellationToken);
        return result.ToRows().ConvertAll(row => new ScopeCount((string)row[0]!, (string)row[1]!, (long)row[2]!));
    }

    private static HashSet<int> Hours(DuckDbConnection connection, string condition, CancellationToken cancellationToken)
    {
        using var result = connection.Query($"SELECT DISTINCT start_time // {SealedSpans.HourLength} * {SealedSpans.HourLength} FROM flows WHERE {condition}", cancellationToken);
        return [.. result.ToRows().Select(row => LakeSeals.HourOf((long)row[0]!)).OfType<int>()];
    }

    private static void Run(DuckDbConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare(sql);
        statement.ExecuteNonQuery(cancellationToken);
    }
}
