using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Takes objects out of the lake that are too old, or for which there is no space. It works in the writer's place, between two of its transactions: each step is one transaction (see
/// <see cref="ExpiringObjects"/> for its size), after which the lake is as if the objects had never been imported.
/// </summary>
public sealed class LakeExpiry(LakeDatabase lake)
{
    // The ledger is asked for what has become too old when the cutoff moved, and now and then: an object may have come in that says only at its end that it is old.
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    // What a reader still sees stays in the file until it is done; a query may take half a minute.
    private static readonly TimeSpan ReadersTime = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(1);

    // Texts are looked through when so much has gone, of all that there is, or altogether.
    private const long ManyRecords = 1_000_000;
    private const double LargePart = 0.05;

    private int _generation = -1;
    private long _cutoff;
    private long? _looked;
    private long? _expired;
    private long? _checkpoint;
    private long _recordsGone;
    private bool _isReclaimed = true;

    /// <summary>False where an import would make the file larger than it may be.</summary>
    public bool HasRoom { get; private set; } = true;

    /// <summary>Takes some objects out.</summary>
    /// <param name="writer">Without anything uncommitted; nobody may use it meanwhile.</param>
    /// <returns>True where there is more to do at once.</returns>
    /// <exception cref="DuckDbException">DuckDB failed; nothing is changed.</exception>
    public bool Step(LakeWriter writer, CancellationToken cancellationToken)
    {
        var retention = lake.Retention;
        if (retention.Cutoff == long.MinValue && retention.Rules.MaxBytes == 0) return false;
        if (_generation != lake.Generation) Forget();
        using var connection = lake.Connect();
        if (IsDue(retention.Cutoff))
        {
            if (ExpiringObjects.Next(connection, retention.Cutoff, cancellationToken) is { } objects)
            {
                _recordsGone += objects.Expire(lake, connection, writer.Generation, cancellationToken);
                (_expired, _checkpoint, _isReclaimed) = (lake.Time.GetTimestamp(), null, false);
                return true;
            }

            (_cutoff, _looked) = (retention.Cutoff, lake.Time.GetTimestamp());
            if (CollectTexts(connection, cancellationToken)) writer.ReadCodes();
        }

        return MakeRoom(connection, cancellationToken);
    }

    private bool IsDue(long cutoff) => cutoff != long.MinValue && (_cutoff != cutoff || IsOver(_looked, Look));

    private bool MakeRoom(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var rules = lake.Retention.Rules;
        if (rules.MaxBytes == 0)
        {
            if (!_isReclaimed) Reclaim(connection);
            return false;
        }

        var used = LakeSpace.Used(lake, connection);
        if (!_isReclaimed || used > rules.High)
        {
            Reclaim(connection);
            used = LakeSpace.Used(lake, connection);
        }

        HasRoom = used < rules.Full;
        if (used <= rules.High)
        {
            _expired = null;
            return false;
        }

        // What went may still be in the file for those who read it: more would go, the longer they take.
        if (!IsOver(_expired, ReadersTime)) return false;
        if (LakeSpace.Horizon(connection, (double)(used - rules.Target) / used, cancellationToken) is not { } horizon || horizon <= lake.Retention.Cutoff) return false;
        lake.Retention.Raise(connection, horizon);
        return true;
    }

    private void Reclaim(DuckDbConnection connection)
    {
        if (!IsOver(_checkpoint, BetweenCheckpoints)) return;
        _isReclaimed = LakeSpace.Reclaim(connection);
        _checkpoint = lake.Time.GetTimestamp();
    }

    private bool CollectTexts(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        if (_recordsGone == 0 || (_recordsGone < ManyRecords && _recordsGone < LargePart * lake.Summary.Records)) return false;
        _recordsGone = 0;
        using var transaction = connection.BeginTransaction();
        foreach (var (table, column) in RetentionSchema.Texts)
        {
            using var statement = connection.Prepare($"DELETE FROM {table} WHERE id NOT IN (SELECT DISTINCT {column} FROM flows)");
            statement.ExecuteNonQuery(cancellationToken);
        }

        transaction.Commit();
        return true;
    }

    private bool IsOver(long? since, TimeSpan time) => since is not { } stamp || lake.Time.GetElapsedTime(stamp) >= time;

    private void Forget()
    {
        _generation = lake.Generation;
        (_cutoff, _looked, _expired, _checkpoint, _recordsGone, _isReclaimed, HasRoom) = (long.MinValue, null, null, null, 0, true, true);
    }
}
