using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Reads the window's objects from the bucket: all that arrived within the window at the start, then what the bucket did not show or did not give, and what was written anew. What it is
/// asked for it keeps until the bucket gives it: nothing else would bring those records again.
/// </summary>
internal sealed class LiveRebuild(LiveWindow window, IObjectStore store, FlowEnricher enricher, GraphApiOptions options, TimeProvider time, ILogger<LiveRebuild> logger) : BackgroundService
{
    // Keys of at most 1,024 bytes each. For more of them the whole window is read, which has them all.
    private const int MostWanted = 10_000;

    /// <summary>
    /// A folder's file that was renamed into place is streamed at once, and listed only when it has not changed for 2 s; S3 lists at once. With room
    /// for a slow machine. What the bucket does not give is asked for as often.
    /// </summary>
    private static readonly TimeSpan ListedWithin = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A batch's arrays are some hundred kilobytes: as many are kept as objects are read at once.
    private readonly ConcurrentBag<LiveBatch> _spare = [];

    // One word is enough: there is something to read.
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _gate = new();
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);

    // The window holds a content that the bucket has no more.
    private bool _isOutdated;

    // Looks at the bucket that are to come: at all that it lists for the window, and later at what it did not list by then.
    private int _looks = 2;
    private DateTimeOffset _looked;
    private string? _told;

    /// <summary>
    /// Completes when the window has been read from the bucket. The service is ready then, though for some seconds an object may be missing that was
    /// streamed just before a crash (<see cref="IsSettled"/>): a start that waits for what is nearly never there would be the greater harm.
    /// </summary>
    public Task Ready => _ready.Task;

    /// <summary>False while an answer may still be short of an object, or have an outdated one; <c>meta</c> says it.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Has an object read from the bucket, as soon as that is possible; safe from any thread, and never waits.</summary>
    public void ReadAgain(string key)
    {
        lock (_gate)
        {
            IsSettled = false;
            _wanted.Add(key);
            if (_wanted.Count > MostWanted)
            {
                _wanted.Clear();
                _looks = 2;
            }
        }

        _asked.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ReadAsync(stoppingToken);
            _ready.TrySetResult();
            while (true)
            {
                if (IsSettled) await _asked.Reader.ReadAsync(stoppingToken);
                else await Task.Delay(ListedWithin, time, stoppingToken);
                await ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        string[] wanted;
        lock (_gate)
        {
            wanted = [.. _wanted];
            _wanted.Clear();
        }

        foreach (var key in wanted) await ReadAsync(key, cancellationToken);
        int looks;
        lock (_gate)
        {
            // Sums cannot be taken apart: all is read anew.
            if (_isOutdated) window.Clear();
            looks = _looks = _isOutdated ? 2 : _looks;
            _isOutdated = false;
        }

        var looked = looks == 0 || await LookAsync(isFirst: looks == 2, cancellationToken);
        lock (_gate)
        {
            // Unless more was asked for meanwhile.
            if (looked && looks > 0 && _looks == looks) _looks--;
            IsSettled = _wanted.Count == 0 && _looks == 0 && !_isOutdated;
            if (IsSettled) _told = null;
        }
    }

    /// <returns>False where the bucket cannot be listed.</returns>
    private async Task<bool> LookAsync(bool isFirst, CancellationToken cancellationToken)
    {
        using var activity = isFirst ? Telemetry.Source.StartActivity("rebuild live window") : null;
        var (began, now, start, objects) = (time.GetTimestamp(), time.GetUtcNow(), window.Start, 0);
        try
        {
            await Parallel.ForEachAsync(
                Arrived(isFirst ? start : _looked - ListedWithin, cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                async (info, token) =>
                {
                    Interlocked.Increment(ref objects);
                    await ReadAsync(info.Key, token);
                });
        }
        catch (ObjectStoreException exception)
        {
            // The window has less than the bucket, and says so until the bucket could be read.
            Tell(exception.Message);
            return false;
        }

        _looked = now;
        if (isFirst) Log.WindowRebuilt(logger, objects, window.Total.Flows, start, time.GetElapsedTime(began).TotalMilliseconds);
        return true;
    }

    private async IAsyncEnumerable<ObjectInfo> Arrived(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var info in store.ListAsync(cancellationToken))
        {
            if (info.Arrival >= since) yield return info;
        }
    }

    private async Task ReadAsync(string key, CancellationToken cancellationToken)
    {
        var live = _spare.TryTake(out var spare) ? spare : new LiveBatch();
        try
        {
            var stored = await store.OpenAsync(key, cancellationToken);
            if (stored is null) return;
            await using (stored)
            {
                await foreach (var batch in FlowObjectReader.ReadAsync(stored, new FlowObjectReport(), options.Format, cancellationToken))
                {
                    // The window takes what travels, so that both ways give the same.
                    live.Read(FlowWire.Encode(enricher.Enrich(batch)));
                    if (window.Add(live, stored.Info.Arrival) is not null) continue;
                    Outdated(key);
                    return;
                }
            }
        }
        catch (ObjectStoreException exception)
        {
            ReadAgain(key);
            Tell(exception.Message);
        }
        catch (Exception exception) when (exception is FlowObjectException or IOException)
        {
            // What came before the fault counts, as it does in the lake and as it was streamed; the import names the object and the reason.
            Log.ObjectSkipped(logger, key, exception.Message);
        }
        finally
        {
            _spare.Add(live);
        }
    }

    private void Outdated(string key)
    {
        Log.ObjectReplaced(logger, key);
        lock (_gate) (_isOutdated, IsSettled) = (true, false);
    }

    private void Tell(string reason)
    {
        if (Interlocked.Exchange(ref _told, reason) != reason) Log.BucketUnreadable(logger, reason);
    }
}
