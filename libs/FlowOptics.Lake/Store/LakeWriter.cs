using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// The one that writes the lake: objects one after the other, any number to a transaction. An object's rows and its ledger entry are committed together, or
/// not at all. Not thread-safe; dispose it without <see cref="Commit"/> to leave nothing.
/// </summary>
public sealed class LakeWriter : IDisposable
{
    private readonly LakeDatabase _lake;
    private readonly DuckDbConnection _connection;
    private readonly LakeCodes _codes = new();
    private readonly List<LedgerRow> _finished = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<int> _hours = [];
    private readonly SummaryDelta _delta = new();
    private DuckDbTransaction? _transaction;
    private FlowAppender? _flows;
    private int _objectId;
    private long _firstStart;
    private long _lastStart;
    private long _lastHour = long.MinValue;
    private bool _replaced;

    public LakeWriter(LakeDatabase lake)
    {
        _lake = lake;
        Generation = lake.Generation;
        _connection = lake.Connect();
        _codes.Load(_connection);
    }

    /// <summary>Which lake it writes: <see cref="LakeDatabase.Generation"/>.</summary>
    public int Generation { get; }

    /// <summary>The lake was made anew: what it writes is lost.</summary>
    public bool IsStale => Generation != _lake.Generation;

    /// <summary>Rows in the open transaction.</summary>
    public long PendingRecords { get; private set; }

    public int PendingObjects => _finished.Count;

    /// <summary>
    /// Begins an object, and the transaction where none is open. Rows that an older object left under the same key are taken away.
    /// </summary>
    /// <returns>False where the lake has the object already; then nothing has begun. A new time for the same content is noted.</returns>
    public bool Begin(ObjectInfo info, string etag)
    {
        if (IsStale) throw new LakeException("the lake was made anew meanwhile: write with a new writer");
        if (_keys.Contains(info.Key)) return false;
        var known = _lake.Ledger.Find(info.Key);
        if (known is { } same && Ledger.Matches(same, etag))
        {
            if (!_lake.Ledger.Has(info)) NoteTime(same, info);
            return false;
        }

        if (_transaction is null)
        {
            // Rows that go in side by side are put together again at the commit, and threads wait for each other meanwhile: one alone takes little more than
            // half the processor time.
            _lake.UseThreads(_connection, 1);
            _transaction = _connection.BeginTransaction();
        }

        if (known is { } old) Remove(old.Id);
        _flows ??= new FlowAppender(_connection, _codes);
        _objectId = _lake.Ledger.NextId();
        (_firstStart, _lastStart) = (long.MaxValue, long.MinValue);
        return true;
    }

    public void Append(EnrichedBatch batch)
    {
        if (_flows is null) throw new InvalidOperationException("Begin an object first.");
        OpenHours(batch.Flows.Start.AsSpan(0, batch.Flows.Count));
        _flows.Append(_objectId, batch);
        _delta.Add(batch.Flows);
        PendingRecords += batch.Flows.Count;
    }

    /// <summary>Notes when records are of an object that begins and ends without them, since they are too old: <see cref="LedgerState.Expired"/>.</summary>
    public void LeaveOut(EnrichedBatch batch) => NoteTimes(batch.Flows.Start.AsSpan(0, batch.Flows.Count));

    /// <summary>Ends the object that <see cref="Begin"/> began.</summary>
    public void End(LedgerEntry entry)
    {
        _finished.Add(new LedgerRow(_objectId, entry, _firstStart <= _lastStart ? (_firstStart, _lastStart) : null));
        _keys.Add(entry.Info.Key);
        _delta.Add(entry);
    }

    /// <summary>Makes all objects that were ended since the last commit visible.</summary>
    public void Commit()
    {
        if (_transaction is null) return;
        _flows!.Flush();
        _flows.Dispose();
        _flows = null;
        _codes.Save(_connection);
        LedgerRow.Save(_connection, _finished);
        _lake.Commit(Generation, () =>
        {
            _lake.Seals.TakeAwayOpen(_lake);
            _transaction.Commit();
            _lake.Seals.Committed(PendingRecords, _lake.Time.GetTimestamp());
            foreach (var row in _finished) _lake.Ledger.Set(row.Id, row.Entry);
            if (_replaced) _lake.Summarize(LakeSummary.Load(_connection));
            else _lake.Summarize(_delta.AddTo(_lake.Summary), _delta.First);
        });
        _transaction.Dispose();
        _transaction = null;
        _lake.UseThreads(_connection);
        Forget();
    }

    /// <summary>Reads the numbers of texts again, of which some are no more. Not inside a transaction.</summary>
    internal void ReadCodes()
    {
        if (_transaction is not null) throw new InvalidOperationException("Commit first.");
        _codes.Load(_connection);
    }

    /// <summary>Drops all objects since the last commit.</summary>
    public void Rollback()
    {
        _flows?.Dispose();
        _flows = null;
        _transaction?.Dispose();
        _transaction = null;
        _lake.UseThreads(_connection);
        _lake.Seals.Abandoned();
        Forget();
        _codes.Load(_connection);
    }

    public void Dispose()
    {
        _flows?.Dispose();
        _transaction?.Dispose();
        if (!IsStale) _lake.Seals.Abandoned();
        _connection.Dispose();
    }

    private void Forget()
    {
        _finished.Clear();
        _keys.Clear();
        _delta.Clear();
        _replaced = false;
        _hours.Clear();
        _lastHour = long.MinValue;
        PendingRecords = 0;
    }

    private void OpenHours(ReadOnlySpan<long> starts)
    {
        NoteTimes(starts);
        foreach (var start in starts)
        {
            var hour = start / SealedSpans.HourLength;
            if (hour == _lastHour) continue;
            _lastHour = hour;
            Open(start);
        }
    }

    private void NoteTimes(ReadOnlySpan<long> starts)
    {
        foreach (var start in starts)
        {
            _firstStart = Math.Min(_firstStart, start);
            _lastStart = Math.Max(_lastStart, start);
        }
    }

    private void Open(long start)
    {
        if (LakeSeals.HourOf(start) is { } hour && _hours.Add(hour)) _lake.Seals.Open(hour);
    }

    private void Remove(int id)
    {
        using (var statement = _connection.Prepare("SELECT DISTINCT start_time // 3600 * 3600 FROM flows WHERE object = ?"))
        using (var starts = statement.Bind(1, id).Execute())
        {
            foreach (var row in starts.ToRows()) Open((long)row[0]!);
        }

        // Rows that wait in the appender are of other objects; it need not be flushed.
        using (var rows = _connection.Prepare("DELETE FROM flows WHERE object = ?")) rows.Bind(1, id).ExecuteNonQuery();
        using (var entry = _connection.Prepare("DELETE FROM ledger WHERE id = ?")) entry.Bind(1, id).ExecuteNonQuery();
        _replaced = true;
    }

    private void NoteTime(Ledger.Known known, ObjectInfo info)
    {
        using (var statement = _connection.Prepare("UPDATE ledger SET last_modified = ?, size = ? WHERE id = ?"))
        {
            statement.Bind(1, Ledger.TimeOf(info)).Bind(2, info.Size).Bind(3, known.Id).ExecuteNonQuery();
        }

        _lake.Ledger.Touch(known, info);
    }
}
