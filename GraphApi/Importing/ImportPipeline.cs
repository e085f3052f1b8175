using System.Collections.Concurrent;
using System.Threading.Channels;
using FlowOptics.Geo;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi.Importing;

/// <summary>
/// Brings a queue's objects into the lake: some are read and enriched side by side, some writers take each an object after the other and are committed together, and the roll-ups of what is at rest
/// are made beside. All of it on threads of low priority.
/// </summary>
/// <param name="isHeavy">Whether the import gives way now.</param>
internal sealed class ImportPipeline(
    ImportQueue queue, LakeDatabase lake, IObjectStore store, FlowEnricher enricher, string? format, Func<bool> isHeavy, TimeProvider time, ILogger logger)
{
    // DuckDB's work on a record is most of what its import takes: with one writer half a core of two would be idle. Each holds rows of its own until they are committed, some 60 MB.
    private const int Writers = 2;

    // Some of DuckDB's row groups (122,880 rows) for each writer: whole ones go to the file while they are filled, so that what is not committed yet takes no more memory than one. A commit waits
    // for the disk, and leaves a row group that is not full.
    private const long RecordsPerCommit = Writers * 4 * 122_880;
    private static readonly TimeSpan CommitDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    // How often a lake that is at rest is looked through for what has become too old, and one that is full for space.
    private static readonly TimeSpan ExpiryPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FullPause = TimeSpan.FromSeconds(1);

    // A batch of 4,096 records each tenth of a second goes on under any load: the import is slowed, never stopped.
    private static readonly TimeSpan GiveWayDelay = TimeSpan.FromMilliseconds(100 * Writers);

    // Objects whose reading has begun; the writers take them in this order.
    private readonly Channel<ObjectReading> _readings = Channel.CreateBounded<ObjectReading>(2);
    private readonly ConcurrentDictionary<string, bool> _uncommitted = new(StringComparer.Ordinal);
    private readonly LakeExpiry _expiry = new(lake);
    private readonly ImportTraces _traces = new();
    private bool _isFull;

    /// <summary>After each commit: how many records it had.</summary>
    public Action<long>? Committed { get; init; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        // The folder store's reads complete where they are begun, so all of the work is done on these threads.
        using var threads = new BackgroundScheduler(Math.Max(Writers, Environment.ProcessorCount) + 1, "import");
        var readers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => threads.Run(() => ReadAsync(stoppingToken), stoppingToken));
        var sealing = new SealLoop(lake, queue, time, logger);
        await Task.WhenAll([.. readers, threads.Run(() => WriteAsync(threads, stoppingToken), stoppingToken), threads.Run(() => sealing.RunAsync(stoppingToken), stoppingToken)]);
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var reading = new ObjectReading(await queue.TakeAsync(stoppingToken));
            await _readings.Writer.WriteAsync(reading, stoppingToken);
            await reading.ReadAsync(store, enricher, format, stoppingToken);
        }
    }

    private async Task WriteAsync(BackgroundScheduler threads, CancellationToken stoppingToken)
    {
        var writers = new LakeWriters(lake, Writers);
        try
        {
            while (true)
            {
                try
                {
                    await WriteSomeAsync(writers, threads, stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    writers = Recover(writers, exception);
                    await Task.Delay(RetryDelay, time, stoppingToken);
                }
            }
        }
        finally
        {
            writers.Dispose();
        }
    }

    /// <summary>Takes objects until there are enough for a commit, or none comes soon, and commits them.</summary>
    private async Task WriteSomeAsync(LakeWriters writers, BackgroundScheduler threads, CancellationToken stoppingToken)
    {
        await ExpireAsync(writers.All[0], stoppingToken);
        if (!await ComesSoonAsync(ExpiryPause, stoppingToken)) return;
        await Task.WhenAll(writers.All.Select(writer => threads.Run(() => FillAsync(writers, writer, stoppingToken), stoppingToken)));
        if (writers.PendingObjects > 0) Commit(writers);
    }

    private async Task FillAsync(LakeWriters writers, LakeWriter writer, CancellationToken stoppingToken)
    {
        while (writers.PendingRecords < RecordsPerCommit && await ComesSoonAsync(CommitDelay, stoppingToken))
        {
            if (_readings.Reader.TryRead(out var reading)) await WriteAsync(writer, reading, stoppingToken);
        }

        writer.Flush();
    }

    /// <summary>Takes out of the lake what it may no longer hold, and waits while it is full: nothing comes in that would make its file too large.</summary>
    private async Task ExpireAsync(LakeWriter writer, CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            if (_expiry.Step(writer, stoppingToken))
            {
                await Task.Yield();
                continue;
            }

            if (_expiry.HasRoom)
            {
                _isFull = false;
                return;
            }

            if (!_isFull) Log.LakeFull(logger, lake.Retention.Rules.MaxBytes >> 20);
            _isFull = true;
            await Task.Delay(FullPause, time, stoppingToken);
        }
    }

    private async Task<bool> ComesSoonAsync(TimeSpan delay, CancellationToken stoppingToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(delay);
        try
        {
            return await _readings.Reader.WaitToReadAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task WriteAsync(LakeWriter writer, ObjectReading reading, CancellationToken stoppingToken)
    {
        using var activity = _traces.Begin(reading.Info, queue.TakeTrace(reading.Info.Key));
        _uncommitted[reading.Info.Key] = true;
        var wanted = false;
        try
        {
            var stored = await reading.Opened.WaitAsync(stoppingToken);
            wanted = stored is not null && writer.Begin(stored.Info, stored.ETag);
            if (!wanted)
            {
                Forget(reading);
                return;
            }

            var rows = new ObjectRows(writer, lake.Retention);
            await foreach (var batch in reading.Batches.ReadAllAsync(stoppingToken))
            {
                if (isHeavy()) await Task.Delay(GiveWayDelay, time, stoppingToken);
                rows.Add(batch);
            }

            activity?.SetTag("flowoptics.records", rows.Records);
            writer.End(Entry(reading, stored!, rows.Records, rows.End()));
        }
        catch (ObjectStoreException exception) when (!wanted)
        {
            // Nothing has begun: only this object is put off, to the next listing.
            Log.ImportFailed(logger, exception.Message);
            Forget(reading);
        }
        finally
        {
            // Whatever happened, its reader goes on to the next object.
            reading.Skip();
        }
    }

    private void Forget(ObjectReading reading)
    {
        _uncommitted.TryRemove(reading.Info.Key, out _);
        queue.Done(reading.Info.Key);
    }

    private LedgerEntry Entry(ObjectReading reading, StoredObject stored, long records, bool isHeld)
    {
        var parse = reading.Report.Parse;
        if (!isHeld) return new LedgerEntry(stored.Info, stored.ETag, LedgerState.Expired, records, parse.Rejected, parse.NoData, parse.SkipData, null, time.GetUtcNow());
        if (reading.Refusal is { } refusal) Log.ObjectRefused(logger, refusal);
        var reason = reading.Refusal ?? Flaw(stored.Info.Key, reading.Report);
        return new LedgerEntry(
            stored.Info,
            stored.ETag,
            reading.Refusal is null ? LedgerState.Imported : LedgerState.Refused,
            records,
            parse.Rejected,
            parse.NoData,
            parse.SkipData,
            reason,
            time.GetUtcNow());
    }

    /// <summary>What is worth telling of an object that was read to its end; null: nothing.</summary>
    private static string? Flaw(string key, FlowObjectReport report) => report switch
    {
        { IsEmpty: true } => $"object '{key}' is empty: it has not even a header; copy it again if its source is larger",
        { Parse: { Samples.Count: > 0 } parse } =>
            $"object '{key}': {parse.Rejected} {(parse.Rejected == 1 ? "record" : "records")} left out; {parse.Samples[0]}",
        _ => null,
    };

    private void Commit(LakeWriters writers)
    {
        using var activity = _traces.Commit();
        var records = writers.PendingRecords;
        var objects = writers.PendingObjects;
        var began = time.GetTimestamp();
        writers.Commit();
        ImportTraces.Committed(activity, records, objects, time.GetElapsedTime(began));
        Telemetry.ImportedRecords.Add(records);
        Telemetry.ImportedObjects.Add(objects);
        Release();
        var pending = queue.Count;
        Log.Imported(logger, records, objects, pending);
        Committed?.Invoke(records);
    }

    private void Release()
    {
        foreach (var key in _uncommitted.Keys) queue.Done(key);
        _uncommitted.Clear();
    }

    // Nothing of the transactions is in the lake, or all of one of them is; the next listing finds its objects again.
    private LakeWriters Recover(LakeWriters writers, Exception exception)
    {
        if (exception is DuckDbException) Log.LakeFailed(logger, exception.Message);
        else Log.ImportFailed(logger, exception.Message);
        if (exception is DuckDbException { IsFatal: true } || writers.IsStale)
        {
            var generation = writers.Generation;
            writers.Dispose();
            lake.Rebuild(exception.Message, generation);
            writers = new LakeWriters(lake, Writers);
        }
        else
        {
            writers.Rollback();
        }

        Release();
        return writers;
    }
}
