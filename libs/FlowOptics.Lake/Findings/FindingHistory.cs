using System.Diagnostics;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// The findings of the lake, kept up with what is imported: <see cref="Refresh"/> finds the days whose records changed, <see cref="LookAt"/> looks at one of them. One caller at a
/// time for these two; <see cref="FindAsync"/> may be asked beside.
/// </summary>
public sealed class FindingHistory(LakeDatabase lake, FindingOptions options)
{
    // An object with records of years on end says so by mistake, and is asked day by day.
    private const int LongObject = 31;

    private readonly SortedDictionary<int, int> _dirty = [];
    private int _generation = -1;
    private LakeSummary? _summary;
    private int _lastObject;
    private long? _firstDay;
    private volatile int _pendingDays;
    private long _version;

    /// <summary>Another number after each change of what <see cref="FindAsync"/> answers.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Days to be looked at, the oldest first.</summary>
    public IReadOnlyCollection<int> DirtyDays => _dirty.Keys;

    /// <summary>The last day that the lake has records of.</summary>
    public int? NewestDay => lake.Summary.Last is { } last ? (int)(last - DateTimeOffset.UnixEpoch).TotalDays : null;

    /// <summary>Looks what came since the last time.</summary>
    /// <returns>The days whose records changed.</returns>
    public IReadOnlyList<int> Refresh(CancellationToken cancellationToken)
    {
        var summary = lake.Summary;
        if (_generation == lake.Generation && ReferenceEquals(_summary, summary)) return [];
        if (_generation != lake.Generation) (_lastObject, _generation) = (0, lake.Generation);
        var since = _lastObject;
        if (since == 0)
        {
            _firstDay = null;
            _dirty.Clear();
        }

        using var connection = lake.Connect();
        using var transaction = connection.BeginTransaction();
        var firstDay = _firstDay;
        Expire(connection, summary);
        var changed = new List<int>();
        foreach (var row in Rows(connection, ChangedDays(since), cancellationToken))
        {
            var (day, newest, known) = ((int)(long)row[0]!, (int)row[1]!, row[2] as int? ?? -1);
            _lastObject = Math.Max(_lastObject, newest);
            if (newest <= known || day < _firstDay) continue;
            _dirty[day] = newest;
            changed.Add(day);
        }

        // A day that what came later made to be looked at again, and that was not before the service stopped.
        if (since == 0)
        {
            foreach (var row in Rows(connection, new SqlText().Add("SELECT day FROM finding_days WHERE object = 0"), cancellationToken)) _dirty.TryAdd((int)row[0]!, 0);
        }

        transaction.Commit();
        _summary = summary;
        _pendingDays = _dirty.Count;
        if (changed.Count > 0 || firstDay != _firstDay) Interlocked.Increment(ref _version);
        return changed;
    }

    /// <summary>Looks at one day, and keeps what it finds in place of what was found before.</summary>
    public void LookAt(int day, CancellationToken cancellationToken)
    {
        using var connection = lake.Connect();
        using var transaction = connection.BeginTransaction();
        var newest = (int)Rows(connection, new SqlText().Add($"SELECT coalesce(max(id), 1) FROM ledger WHERE coalesce(last_start, last_modified // 1000000) // 86400 >= ").Value((long)day)
            .Add($" AND {FindingSchema.DayOfObject} <= ").Value((long)day), cancellationToken)[0][0]!;
        var context = new FindingDay(connection, day, options, cancellationToken);
        var (findings, omitted) = FindingDetectors.Find(context);
        FindingStore.Write(connection, day, findings);
        // What is known of this day changes what is new on later ones.
        var later = Rows(connection, new SqlText().Add("UPDATE finding_days SET object = 0 WHERE day > ").Value((long)day).Add(" AND day <= ").Value((long)day + options.LookbackDays).Add(" RETURNING day"), cancellationToken)
            .Select(row => (int)row[0]!).Concat(ContactDetector.Overtaken(context)).ToList();
        Rows(connection, new SqlText().Add("DELETE FROM finding_days WHERE day = ").Value((long)day), cancellationToken);
        Rows(connection, new SqlText().Add("INSERT INTO finding_days VALUES (").Value((long)day).Add(", ").Value((long)newest).Add(", ").Value((long)omitted).Add(")"), cancellationToken);
        transaction.Commit();
        _dirty.Remove(day);
        foreach (var other in later) _dirty.TryAdd(other, 0);
        _pendingDays = _dirty.Count;
        Interlocked.Increment(ref _version);
    }

    public Task<FindingsAnswer> FindAsync(FindingsQuery query, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var started = Stopwatch.GetTimestamp();
            using var connection = lake.Connect();
            using var snapshot = connection.BeginTransaction();
            var (findings, groups, total) = FindingStore.Read(connection, query, cancellationToken);
            var omitted = Rows(connection, new SqlText().Add("SELECT coalesce(sum(omitted), 0)::BIGINT, (SELECT count(*) FROM findings) FROM finding_days WHERE day >= ")
                .Value(query.From.ToUnixTimeSeconds() / SealedSpans.DayLength).Add(" AND day <= ").Value(query.To.ToUnixTimeSeconds() / SealedSpans.DayLength), cancellationToken)[0];
            return new FindingsAnswer(
                query.From, query.To, findings, groups, total, (long)omitted[0]!, _pendingDays, new QueryPlan(["findings"], (long)omitted[1]!, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        },
        cancellationToken);

    /// <summary>What the detectors know of the days before, for the live window.</summary>
    public FindingMemory Memory(int day, CancellationToken cancellationToken)
    {
        using var connection = lake.Connect();
        using var snapshot = connection.BeginTransaction();
        return FindingMemory.Read(connection, day, options, cancellationToken);
    }

    private void Expire(DuckDbConnection connection, LakeSummary summary)
    {
        // Records that are left of the days before retention's are of objects that reach over them.
        var day = ((lake.Retention.WholeSince is { } since && since > summary.First ? since : summary.First) - DateTimeOffset.UnixEpoch)?.Days;
        if (day is not { } first || first == _firstDay) return;
        _firstDay = first;
        foreach (var sql in FindingSchema.Expire)
        {
            using var statement = connection.Prepare(sql);
            statement.Bind(1, first).ExecuteNonQuery();
        }
    }

    private static SqlText ChangedDays(int since) => new SqlText().Add(
        $"""
        SELECT day, max(id), any_value(object) FROM (
            SELECT id, unnest(range(first_start // 86400, last_start // 86400 + 1)) AS day FROM ledger WHERE {RetentionSchema.IsHeld} AND id >
        """).Add(" ").Value((long)since).Add($" AND last_start // 86400 - first_start // 86400 <= {LongObject} UNION ALL SELECT object, start_time // 86400 FROM flows WHERE object IN (SELECT id FROM ledger WHERE id > ")
        .Value((long)since).Add($" AND last_start // 86400 - first_start // 86400 > {LongObject}) UNION ALL SELECT id, {FindingSchema.DayOfObject} FROM ledger WHERE skipdata > 0 AND {RetentionSchema.IsHeld} AND id > ").Value((long)since)
        .Add(") LEFT JOIN finding_days USING (day) GROUP BY day ORDER BY day");

    private static List<object?[]> Rows(DuckDbConnection connection, SqlText sql, CancellationToken cancellationToken)
    {
        using var statement = sql.Prepare(connection);
        using var result = statement.Execute(cancellationToken);
        return result.ToRows();
    }
}
