using System.Collections.Concurrent;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Fills the live window: at the start from the bucket (the objects that arrived within the window), then batch by batch as they come. Both give an
/// object the same arrival, and records that come by both ways count once.
/// </summary>
internal sealed class LiveFeed(LiveWindow window, LiveLoad load, IObjectStore store, FlowEnricher enricher, GraphApiOptions options, TimeProvider time, ILogger<LiveFeed> logger)
{
    /// <summary>
    /// A folder's file that was renamed into place is streamed at once, and listed only when it has not changed for 2 s; S3 lists at once. With room
    /// for a slow machine.
    /// </summary>
    private static readonly TimeSpan ListedWithin = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A batch's arrays are some hundred kilobytes: as many are kept as objects are read at once.
    private readonly ConcurrentBag<LiveBatch> _spare = [];

    // Objects that the store, not their content, kept from being read.
    private readonly ConcurrentQueue<ObjectInfo> _missed = [];

    // Since when the bucket has not been listed with success.
    private DateTimeOffset _unlisted = DateTimeOffset.MinValue;
    private string? _told;

    /// <summary>
    /// Completes when the window has been read from the bucket. The service is ready then, though for some seconds an object may be missing that was
    /// streamed just before a crash (<see cref="IsSettled"/>): a start that waits for what is nearly never there would be the greater harm.
    /// </summary>
    public Task Ready => _ready.Task;

    /// <summary>False while an answer may still be short of such an object; <c>meta</c> says it.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Reads the window's objects.</summary>
    public async Task RebuildAsync(CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity("rebuild live window");
        var started = time.GetTimestamp();
        var listed = time.GetUtcNow();
        var start = window.Start;
        var objects = 0;
        try
        {
            await Parallel.ForEachAsync(
                Recent(start, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                async (info, token) =>
                {
                    Interlocked.Increment(ref objects);
                    await ReadAsync(info, token);
                });
            _unlisted = listed;
        }
        catch (ObjectStoreException exception)
        {
            // The window begins with less than the bucket has, and says so until the bucket could be read.
            Tell(exception.Message);
        }

        Log.WindowRebuilt(logger, objects, window.Total.Flows, start, time.GetElapsedTime(started).TotalMilliseconds);
        _ready.TrySetResult();
    }

    /// <summary>
    /// Reads the objects that the rebuild could not see yet: what was acknowledged of them before a crash is in no session any more. The rest of
    /// them comes over MQTT meanwhile, and counts once. Where the bucket cannot be read, it is tried until it can.
    /// </summary>
    public async Task ReadLateListedAsync(CancellationToken cancellationToken)
    {
        while (!IsSettled)
        {
            await Task.Delay(ListedWithin, time, cancellationToken);
            // Those that are missed again are put back while this goes on.
            for (var left = _missed.Count; left > 0 && _missed.TryDequeue(out var info); left--)
            {
                if (info.Arrival >= window.Start) await ReadAsync(info, cancellationToken);
            }

            var listed = time.GetUtcNow();
            try
            {
                var since = _unlisted == DateTimeOffset.MinValue ? window.Start : _unlisted - ListedWithin;
                await foreach (var info in Recent(since, cancellationToken)) await ReadAsync(info, cancellationToken);
                _unlisted = listed;
                IsSettled = _missed.IsEmpty;
            }
            catch (ObjectStoreException exception)
            {
                Tell(exception.Message);
            }
        }
    }

    /// <summary>Takes a batch that came over MQTT.</summary>
    public async ValueTask TakeAsync(LiveBatch batch, CancellationToken cancellationToken)
    {
        var origin = batch.Origin;
        if (window.HasOtherContent(origin))
        {
            await ReplaceAsync(origin, cancellationToken);
            return;
        }

        // The object's time is asked once, with its first batch.
        var arrival = window.Knows(origin) ? default : await ArrivalAsync(origin, cancellationToken);
        Telemetry.LiveRecords.Add(window.Add(batch, arrival));
        if (arrival != default) Telemetry.LiveLag.Record((time.GetUtcNow() - arrival).TotalSeconds);
        load.Add(batch.Count);
    }

    /// <summary>
    /// When an object arrived. Replayed history (<c>--stream all</c>) is older than any window: it arrives now, and is not there again after a restart.
    /// An object that is gone already arrives now too.
    /// </summary>
    private async Task<DateTimeOffset> ArrivalAsync(BatchOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            if (await store.FindAsync(origin.Key, cancellationToken) is not { } info) return now;
            return options.StreamAll && info.Arrival < window.Start ? now : info.Arrival;
        }
        catch (ObjectStoreException exception)
        {
            Log.BucketUnreadable(logger, exception.Message);
            return now;
        }
    }

    // The object was written anew. Sums cannot be taken apart, so the window is read again, unless the batch is the old content's.
    private async Task ReplaceAsync(BatchOrigin origin, CancellationToken cancellationToken)
    {
        var current = await store.OpenAsync(origin.Key, cancellationToken);
        if (current is null) return;
        await using (current)
        {
            if (current.ETag != origin.ETag) return;
        }

        Log.ObjectReplaced(logger, origin.Key);
        window.Clear();
        await RebuildAsync(cancellationToken);
    }

    private async IAsyncEnumerable<ObjectInfo> Recent(DateTimeOffset start, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var info in store.ListAsync(cancellationToken))
        {
            if (info.Arrival >= start) yield return info;
        }
    }

    private async Task ReadAsync(ObjectInfo info, CancellationToken cancellationToken)
    {
        var live = _spare.TryTake(out var spare) ? spare : new LiveBatch();
        try
        {
            var stored = await store.OpenAsync(info.Key, cancellationToken);
            if (stored is null) return;
            await using (stored)
            {
                await foreach (var batch in FlowObjectReader.ReadAsync(stored, new FlowObjectReport(), options.Format, cancellationToken))
                {
                    // The window takes what travels, so that both ways give the same.
                    live.Read(FlowWire.Encode(enricher.Enrich(batch)));
                    window.Add(live, stored.Info.Arrival);
                }
            }
        }
        catch (ObjectStoreException exception)
        {
            _missed.Enqueue(info);
            Tell(exception.Message);
        }
        catch (Exception exception) when (exception is FlowObjectException or IOException)
        {
            // What came before the fault counts, as it does in the lake and as it was streamed; the import names the object and the reason.
            Log.ObjectSkipped(logger, info.Key, exception.Message);
        }
        finally
        {
            _spare.Add(live);
        }
    }

    private void Tell(string reason)
    {
        if (Interlocked.Exchange(ref _told, reason) != reason) Log.BucketUnreadable(logger, reason);
    }
}
