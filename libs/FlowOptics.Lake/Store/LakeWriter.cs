using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Writes the lake: objects one after the other, any number to a transaction. An object's rows and its ledger entry are committed together, or
/// not at all. Not thread-safe; dispose it without <see cref="Commit()"/> to leave nothing. There is one, or one group of them (<see cref="LakeWriters"/>).
/// </summary>
public sealed class LakeWriter : IDisposable
{
    private readonly LakeDatabase _lake;
    private readonly DuckDbConnection _connection;
    private readonly LakeCodes _codes;
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
        : this(lake, new LakeCodes()) => ReadCodes();

    /// <param name="codes">Those of all writers of a group; not read yet.</param>
    internal LakeWriter(LakeDatabase lake, LakeCodes codes)
    {
        (_lake, _codes) = (lake, codes);
        Generation = lake.Generation;
        _connection = lake.Connect();
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

    /// <summary>Hands over what the open transaction is to write, so that its commit has less to do.</summary>
    public void Flush() => _flows?.Flush();

    /// <summary>Makes all objects that were ended since the last commit visible.</summary>
    public void Commit() => Commit([this]);

    /// <summary>Commits writers of one group, one after the other. Where one fails, those before it are committed, and the others are to be rolled back.</summary>
    internal static void Commit(IReadOnlyList<LakeWriter> writers)
    {
        var open = writers.Where(writer => writer._transaction is not null).ToList();
        if (open.Count == 0) return;
        foreach (var writer in open) writer.Complete();
        // What numbers mean is committed with, or before, the rows that have them.
        open[0]._codes.Save(open[0]._connection);
        var lake = open[0]._lake;
        lake.Commit(open[0].Generation, () =>
        {
            lake.Seals.TakeAwayOpen(lake);
            var committed = new List<LakeWriter>();
            try
            {
                foreach (var writer in open)
                {
                    writer._transaction!.Commit();
                    committed.Add(writer);
                }
            }
            finally
            {
                // Once for all of them: a seal that began between two of these commits has seen the rows of the first only.
                if (committed.Count > 0) lake.Seals.Committed(committed.Sum(writer => writer.PendingRecords), lake.Time.GetTimestamp());
                foreach (var writer in committed) writer.Note();
            }
        });
    }

    /// <summary>Drops all objects since the last commit.</summary>
    public void Rollback() => Rollback([this]);

    /// <summary>Drops what writers of one group have written since their last commit.</summary>
    internal static void Rollback(IReadOnlyList<LakeWriter> writers)
    {
        foreach (var writer in writers) writer.Close();
        writers[0]._lake.Seals.Abandoned();
        writers[0].ReadCodes();
    }

    /// <summary>Reads the numbers of texts again, of which some are no more. Not inside a transaction.</summary>
    internal void ReadCodes()
    {
        if (_transaction is not null) throw new InvalidOperationException("Commit first.");
        _codes.Load(_connection);
    }

    public void Dispose()
    {
        _flows?.Dispose();
        _transaction?.Dispose();
        if (!IsStale) _lake.Seals.Abandoned();
        _connection.Dispose();
    }

    /// <summary>Writes the last of what is to be committed.</summary>
    private void Complete()
    {
        _flows?.Flush();
        _flows?.Dispose();
        _flows = null;
        LedgerRow.Save(_connection, _finished);
    }

    /// <summary>Tells of what is committed.</summary>
    private void Note()
    {
        foreach (var row in _finished) _lake.Ledger.Set(row.Id, row.Entry);
        if (_replaced) _lake.Summarize(LakeSummary.Load(_connection));
        else _lake.Summarize(_delta.AddTo(_lake.Summary), _delta.First);
        Close();
    }

    private void Close()
    {
        _flows?.Dispose();
        _flows = null;
        _transaction?.Dispose();
        _transaction = null;
        _lake.UseThreads(_connection);
        Forget();
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
