using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Since when the lake holds all records that the bucket has: the later one of what the age says and of what had to go for the sake of space. Objects that end before it expire
/// (<see cref="LakeExpiry"/>), and are not imported. Thread-safe.
/// </summary>
public sealed class LakeRetention
{
    // A name's time is that of the file, or of its folder's day: no record in it begins later. The rest is for clocks that go wrong.
    private const long PathSlack = 2 * SealedSpans.DayLength;

    private readonly TimeProvider _time;
    private long _horizon = long.MinValue;

    internal LakeRetention(RetentionRules rules, TimeProvider time) => (Rules, _time) = (rules, time);

    public RetentionRules Rules { get; }

    /// <summary>From here on history is whole; earlier records may be there or not. Null: all of it is.</summary>
    public DateTimeOffset? WholeSince => Cutoff is var cutoff && cutoff == long.MinValue ? null : DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(cutoff, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    /// <summary>Unix seconds: objects whose last record begins before are not held. It only grows while the clock does.</summary>
    internal long Cutoff => Math.Max(Interlocked.Read(ref _horizon), AgeCutoff);

    private long AgeCutoff => Rules.Days == 0 ? long.MinValue : (_time.GetUtcNow().ToUnixTimeSeconds() / SealedSpans.DayLength * SealedSpans.DayLength) - (Rules.Days * SealedSpans.DayLength);

    /// <summary>True where the object's name says that all of its records are too old: it need not be read, nor remembered.</summary>
    public bool LeavesOut(ObjectInfo info) =>
        Cutoff is var cutoff && cutoff != long.MinValue && ObjectPath.Parse(info.Key).Time is { } time && time.ToUnixTimeSeconds() < cutoff - PathSlack;

    /// <summary>True where all records are too old.</summary>
    public bool LeavesOut(FlowBatch batch)
    {
        var cutoff = Cutoff;
        if (cutoff == long.MinValue) return false;
        foreach (var start in batch.Start.AsSpan(0, batch.Count))
        {
            if (start >= cutoff) return false;
        }

        return true;
    }

    /// <summary>Reads what is remembered. Where the rules allow more than when objects expired, those that would be held now are forgotten: the next listing imports them again.</summary>
    internal void Load(DuckDbConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(RetentionSchema.Create);
        using (var result = connection.Query("SELECT horizon, max_bytes FROM retention"))
        {
            var known = result.ToRows().Select(row => (Horizon: (long)row[0]!, MaxBytes: (long)row[1]!)).FirstOrDefault((long.MinValue, 0));
            var isRaised = Rules.MaxBytes == 0 || Rules.MaxBytes > known.MaxBytes;
            if (isRaised) connection.Execute("DELETE FROM retention");
            Interlocked.Exchange(ref _horizon, isRaised ? long.MinValue : known.Horizon);
        }

        using (var forget = connection.Prepare($"DELETE FROM ledger WHERE NOT ({RetentionSchema.IsHeld}) AND {RetentionSchema.Age} >= ?")) forget.Bind(1, Cutoff).ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>Remembers that what begins before a time goes.</summary>
    internal void Raise(DuckDbConnection connection, long horizon)
    {
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM retention");
            using (var statement = connection.Prepare("INSERT INTO retention VALUES (?, ?)")) statement.Bind(1, horizon).Bind(2, Rules.MaxBytes).ExecuteNonQuery();
            transaction.Commit();
        }

        Interlocked.Exchange(ref _horizon, horizon);
    }
}
