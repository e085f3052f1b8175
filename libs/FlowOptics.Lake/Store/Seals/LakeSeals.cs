using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Which hours and days the roll-ups hold, in memory, and the one rule that keeps them exact: what an open transaction of the writer touches cannot be sealed, and what is sealed is
/// unsealed before that transaction is committed. Thread-safe.
/// </summary>
/// <remarks>
/// The writer opens an hour before it writes into it. A seal that was begun before sees at its commit that the hour is open, or was changed since, and is given up. So whoever
/// reads the lake finds an hour either unsealed or with sums of exactly the rows that it sees.
/// </remarks>
internal sealed class LakeSeals
{
    public const int HoursOfDay = 24;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _hours = [];
    private readonly HashSet<int> _days = [];
    private readonly HashSet<int> _open = [];
    private readonly Dictionary<int, UnsealedHour> _unsealed = [];

    // Hours, and days as -1 - day.
    private readonly HashSet<int> _refused = [];
    private long _changes;
    private long _forgotten;
    private long _records;

    /// <summary>An hour that can be sealed: a record's start may be any number, and what is beyond these is asked of flows for ever.</summary>
    public static int? HourOf(long start) => start is >= 0 and < int.MaxValue * SealedSpans.HourLength ? (int)(start / SealedSpans.HourLength) : null;

    public static int DayOf(int hour) => hour / HoursOfDay;

    public void Load(DuckDbConnection connection)
    {
        using var result = connection.Query("SELECT unit, number FROM sealed");
        lock (_lock)
        {
            _hours.Clear();
            _days.Clear();
            _open.Clear();
            _unsealed.Clear();
            _refused.Clear();
            _forgotten = 0;
            foreach (var row in result.ToRows()) ((byte)row[0]! == (byte)SealUnit.Day ? _days : _hours).Add((int)row[1]!);
        }
    }

    /// <summary>Hours that have records and are not sealed, found by a look at the lake: what was there before this process.</summary>
    public void Found(IEnumerable<(int Hour, long Records)> hours)
    {
        lock (_lock)
        {
            foreach (var (hour, records) in hours)
            {
                if (!_hours.Contains(hour)) _unsealed.TryAdd(hour, new UnsealedHour(hour, records, _changes, long.MinValue, long.MinValue));
            }
        }
    }

    /// <summary>The writer will change this hour in the transaction that is open.</summary>
    public void Open(int hour)
    {
        lock (_lock) _open.Add(hour);
    }

    /// <summary>What has to be unsealed before the writer's transaction is committed: hours that it touched, and their days.</summary>
    private (List<int> Hours, List<int> Days) SealedAmongOpen()
    {
        lock (_lock) return ([.. _open.Where(_hours.Contains)], [.. _open.Select(DayOf).Distinct().Where(_days.Contains)]);
    }

    /// <summary>These are no longer sealed in the lake.</summary>
    public void Unsealed(IEnumerable<int> hours, IEnumerable<int> days)
    {
        lock (_lock)
        {
            foreach (var hour in hours)
            {
                _hours.Remove(hour);
                _unsealed.TryAdd(hour, new UnsealedHour(hour, 0, _changes, long.MinValue, long.MinValue));
            }

            _days.ExceptWith(days);
        }
    }

    /// <summary>
    /// Takes out of the roll-ups what the writer has open, in a transaction of its own, before the one that needs it: an hour that is unsealed for nothing is answered from its records, and
    /// sealed again.
    /// </summary>
    public void TakeAwayOpen(LakeDatabase lake)
    {
        var (hours, days) = SealedAmongOpen();
        if (hours.Count == 0 && days.Count == 0) return;
        using var connection = lake.Connect();
        using var transaction = connection.BeginTransaction();
        RollUps.TakeAway(connection, hours, days);
        transaction.Commit();
        Unsealed(hours, days);
    }

    /// <summary>Opens all that is sealed before a day: nothing is left there, and no roll-up needs to say so.</summary>
    public void OpenBefore(int day)
    {
        lock (_lock) _open.UnionWith(_hours.Where(hour => DayOf(hour) < day));
    }

    /// <summary>No records are left in these.</summary>
    public void Forget(IEnumerable<int> hours)
    {
        lock (_lock)
        {
            // A seal that was begun before may still be about one of them, and nothing else would tell it.
            _forgotten = _changes;
            foreach (var hour in hours)
            {
                _unsealed.Remove(hour);
                _refused.Remove(hour);
                _refused.Remove(-1 - DayOf(hour));
            }
        }
    }

    /// <summary>The writer's transaction is committed.</summary>
    /// <param name="records">All that it wrote.</param>
    /// <param name="now">A time stamp in ticks, of the caller's clock.</param>
    /// <returns>The hours that were open.</returns>
    public IReadOnlyList<int> Committed(long records, long now)
    {
        lock (_lock)
        {
            _changes++;
            _records += records;
            foreach (var hour in _open)
            {
                var before = _unsealed.GetValueOrDefault(hour);
                _unsealed[hour] = new UnsealedHour(hour, before.Records + Math.Max(1, records / _open.Count), _changes, now, _records);
                _refused.Remove(hour);
                _refused.Remove(-1 - DayOf(hour));
            }

            int[] opened = [.. _open];
            _open.Clear();
            return opened;
        }
    }

    /// <summary>The writer's transaction is gone.</summary>
    public void Abandoned()
    {
        lock (_lock) _open.Clear();
    }

    /// <summary>How many changes there have been, to be handed to <see cref="MaySeal"/>. Ask before the seal's transaction begins.</summary>
    public long Changes
    {
        get
        {
            lock (_lock) return _changes;
        }
    }

    /// <summary>Records that have been committed since the start.</summary>
    public long Records
    {
        get
        {
            lock (_lock) return _records;
        }
    }

    /// <summary>Hours with records that are not sealed and not open.</summary>
    public List<UnsealedHour> Waiting()
    {
        lock (_lock) return [.. _unsealed.Values.Where(hour => !_open.Contains(hour.Hour) && !_refused.Contains(hour.Hour))];
    }

    /// <summary>True where nothing is known of an hour: no records came, and it is not sealed.</summary>
    public bool IsUnknown(int hour)
    {
        lock (_lock) return IsUnknownHour(hour);
    }

    /// <summary>Hours without records of days that have sealed ones: those were sealed while nobody could know that nothing comes between them.</summary>
    public List<int> Gaps()
    {
        lock (_lock)
        {
            return [.. _hours.GroupBy(DayOf).Where(day => day.Count() < HoursOfDay)
                .SelectMany(day => Enumerable.Range(day.Key * HoursOfDay, HoursOfDay)).Where(IsUnknownHour)];
        }
    }

    /// <summary>Days whose hours are all sealed and not open, and that are not sealed.</summary>
    public List<int> CompleteDays()
    {
        lock (_lock)
        {
            return [.. _hours.Where(hour => !_open.Contains(hour)).GroupBy(DayOf)
                .Where(day => day.Count() == HoursOfDay && !_days.Contains(day.Key) && !_refused.Contains(-1 - day.Key)).Select(day => day.Key)];
        }
    }

    /// <summary>True where none of these hours was changed since a number of changes, nor is about to be. Asked inside the lake's commit, where nothing else is committed.</summary>
    public bool MaySeal(IEnumerable<int> hours, long changes)
    {
        lock (_lock) return changes >= _forgotten && hours.All(hour => !_open.Contains(hour) && _unsealed.GetValueOrDefault(hour).Change <= changes);
    }

    /// <summary>True where a day's hours are all sealed and none is about to be changed.</summary>
    public bool MaySealDay(int day)
    {
        lock (_lock) return Enumerable.Range(day * HoursOfDay, HoursOfDay).All(hour => _hours.Contains(hour) && !_open.Contains(hour));
    }

    public void Sealed(IEnumerable<int> hours)
    {
        lock (_lock)
        {
            foreach (var hour in hours)
            {
                _hours.Add(hour);
                _unsealed.Remove(hour);
            }
        }
    }

    public void SealedDay(int day)
    {
        lock (_lock) _days.Add(day);
    }

    /// <summary>Their sums cannot be stored (beyond 63 bits): they are asked of flows until they change.</summary>
    public void Refuse(int hour)
    {
        lock (_lock) _refused.Add(hour);
    }

    public void RefuseDay(int day)
    {
        lock (_lock) _refused.Add(-1 - day);
    }

    private bool IsUnknownHour(int hour) => !_hours.Contains(hour) && !_open.Contains(hour) && !_refused.Contains(hour) && !_unsealed.ContainsKey(hour);
}
