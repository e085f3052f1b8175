using FlowOptics.Lake.DuckDb;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

/// <summary>
/// Makes roll-ups of hours and days that are over and at rest. Any thread may run it, one at a time; beside the writer and any readers. Each step is a transaction: sums and seal, or nothing.
/// </summary>
public sealed class LakeSealer(LakeDatabase lake, SealRules rules, ILogger logger)
{
    private int _generation = -1;

    private enum Outcome
    {
        Sealed,

        /// <summary>Records came meanwhile: later.</summary>
        Changed,

        /// <summary>The sums cannot be stored.</summary>
        Refused,
    }

    /// <summary>Makes the roll-ups of one day, or of some hours of one day.</summary>
    /// <param name="importing">Objects wait for the import.</param>
    /// <returns>True where there may be more to do at once.</returns>
    /// <exception cref="DuckDbException">DuckDB failed; nothing is changed.</exception>
    public bool Step(bool importing, CancellationToken cancellationToken)
    {
        using var connection = lake.Connect();
        if (_generation != lake.Generation) Look(connection, cancellationToken);
        if (lake.Seals.CompleteDays().Where(IsOver).OrderDescending().Cast<int?>().FirstOrDefault() is { } day) return SealDay(connection, day, cancellationToken);
        return Ready(importing) is { } run && SealHours(connection, run.First, run.End, cancellationToken);
    }

    private bool SealDay(DuckDbConnection connection, int day, CancellationToken cancellationToken)
    {
        var seals = lake.Seals;
        var outcome = Seal(connection, () => RollUps.MakeDay(connection, day, cancellationToken), _ => seals.MaySealDay(day), () => seals.SealedDay(day));
        if (outcome == Outcome.Refused) seals.RefuseDay(day);
        return outcome != Outcome.Changed;
    }

    private bool SealHours(DuckDbConnection connection, int first, int end, CancellationToken cancellationToken)
    {
        var seals = lake.Seals;
        var hours = Enumerable.Range(first, end - first).ToList();
        var outcome = Seal(connection, () => RollUps.MakeHours(connection, first, end, cancellationToken), changes => seals.MaySeal(hours, changes), () => seals.Sealed(hours));
        if (outcome != Outcome.Refused) return outcome == Outcome.Sealed;
        // One of them cannot be summed; the others can.
        if (hours.Count > 1) return hours.ConvertAll(hour => SealHours(connection, hour, hour + 1, cancellationToken)).Contains(true);
        seals.Refuse(first);
        return true;
    }

    private Outcome Seal(DuckDbConnection connection, Action make, Func<long, bool> may, Action done)
    {
        var changes = lake.Seals.Changes;
        using var transaction = connection.BeginTransaction();
        try
        {
            make();
        }
        catch (DuckDbException exception) when (exception.IsOutOfRange)
        {
            LakeLog.NotSealed(logger, exception.Message);
            return Outcome.Refused;
        }

        var isSealed = false;
        lake.Commit(_generation, () =>
        {
            if (!may(changes)) return;
            transaction.Commit();
            done();
            isSealed = true;
        });
        return isSealed ? Outcome.Sealed : Outcome.Changed;
    }

    // What a start finds: hours that were written, but not sealed before the process ended.
    private void Look(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        var generation = lake.Generation;
        using var result = connection.Query("SELECT start_time // 3600 AS hour, count(*) FROM flows GROUP BY hour", cancellationToken);
        lake.Seals.Found(result.ToRows().Select(row => (Hour: LakeSeals.HourOf((long)row[0]! * SealedSpans.HourLength), Records: (long)row[1]!)).Where(hour => hour.Hour is not null).Select(hour => (hour.Hour!.Value, hour.Records)));
        _generation = generation;
    }

    /// <summary>A run of hours of one day, the newest first; hours without records between them count as sealed with them, so that days become whole.</summary>
    private (int First, int End)? Ready(bool importing)
    {
        var now = lake.Time.GetUtcNow().ToUnixTimeSeconds();
        var stamp = lake.Time.GetTimestamp();
        var committed = lake.Seals.Records;
        var waiting = lake.Seals.Waiting().ToDictionary(hour => hour.Hour);
        // What the import left between sealed hours; without it their day would never become whole.
        foreach (var gap in importing ? [] : lake.Seals.Gaps().Where(hour => IsOver(LakeSeals.DayOf(hour)))) waiting.TryAdd(gap, new UnsealedHour(gap, 0, 0, long.MinValue, long.MinValue));
        var ready = waiting.Values.Where(hour => IsReady(hour, importing, now, stamp, committed)).ToDictionary(hour => hour.Hour);
        // Each statement has its own cost: while much is imported a day that is over is sealed at once, or not yet.
        bool MayBegin(IGrouping<int, UnsealedHour> day) => !importing || !IsOver(day.Key) || day.All(hour => ready.ContainsKey(hour.Hour));
        var hours = waiting.Values.GroupBy(hour => LakeSeals.DayOf(hour.Hour)).Where(MayBegin).SelectMany(day => day).Select(hour => hour.Hour).Where(ready.ContainsKey);
        if (hours.Cast<int?>().Max() is not { } last) return null;

        var records = ready[last].Records;
        var (first, end) = (last, last + 1);
        bool MayJoin(int hour) =>
            LakeSeals.DayOf(hour) == LakeSeals.DayOf(last) && (hour + 1) * SealedSpans.HourLength <= now
            && (waiting.ContainsKey(hour) ? ready.TryGetValue(hour, out var joins) && (records += joins.Records) <= rules.RecordsTogether : !importing && lake.Seals.IsUnknown(hour));
        while (MayJoin(first - 1)) first--;
        while (MayJoin(end)) end++;
        return (first, end);
    }

    private bool IsReady(UnsealedHour hour, bool importing, long now, long stamp, long committed)
    {
        var end = (hour.Hour + 1) * SealedSpans.HourLength;
        if (end > now) return false;
        if (hour.Touched == long.MinValue || lake.Time.GetElapsedTime(hour.Touched, stamp) >= rules.Quiet) return true;
        return now - end >= rules.Delivery.TotalSeconds && (!importing || committed - hour.RecordsAtTouch >= rules.RecordsSince);
    }

    private bool IsOver(int day) => (day + 1) * SealedSpans.DayLength <= lake.Time.GetUtcNow().ToUnixTimeSeconds();
}
