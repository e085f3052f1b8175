using System.Threading.Channels;
using FlowOptics.Ingestor.Journal;
using FlowOptics.Ingestor.Streaming;
using FlowOptics.Ingestor.Telemetry;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Sources;

/// <summary>
/// Takes objects from the feed, decides at once which are streamed, and streams a few at a time. Old ones are left to the lake, whose own listing
/// finds them; no <c>objects</c> message tells of them, since nothing of them was read.
/// </summary>
internal sealed class ObjectWatch(
    IObjectFeed feed,
    ObjectJournal journal,
    ObjectStreamer streamer,
    IngestorOptions options,
    ServiceStatus status,
    IngestorTelemetry telemetry,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ObjectWatch> logger) : BackgroundService
{
    // Unbounded, for the age of an object is judged when it is first seen, however long streaming is held up; an entry is a few hundred bytes.
    private readonly Channel<ObjectInfo> _queue = Channel.CreateUnbounded<ObjectInfo>(new() { SingleWriter = false });
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private int _pending;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await Task.Yield();
            var workers = Enumerable.Range(0, options.ParallelObjects).Select(_ => StreamAsync(end.Token)).ToList();
            workers.Add(WatchAsync(end.Token));
            // Whatever ends first ends all: a fault of one is a fault of the service.
            await await Task.WhenAny(workers);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped. What was in flight is sent again at the next start.
        }
        catch (JournalException e)
        {
            Log.Stopping(logger, e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var info in feed.ReadAsync(cancellationToken))
        {
            switch (journal.StateOf(info))
            {
                case JournalState.Done or JournalState.Refused: Skip(info, "known"); break;
                // Begun before a crash: sent again however old it is by now.
                case null when !options.StreamAll && time.GetUtcNow() - info.Arrival > options.StreamedAge && !journal.IsBegun(info.Bucket, info.Key): Skip(info, "old"); break;
                default: Enqueue(info); break;
            }
        }
    }

    private async Task StreamAsync(CancellationToken cancellationToken)
    {
        await foreach (var info in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await streamer.StreamAsync(info, cancellationToken);
                feed.Done(info);
            }
            catch (Exception e) when (e is ObjectStoreException or IOException)
            {
                // Not the object's fault: its rights may be mended, or its disk come back.
                if (feed.Failed(info, e.Message)) continue;
                lock (_unreadable)
                {
                    if (_unreadable.Add(info.Key)) Log.Unreadable(logger, e.Message);
                }

                _ = EnqueueLaterAsync(info, cancellationToken);
            }
            finally
            {
                Count(Interlocked.Decrement(ref _pending));
            }
        }
    }

    private async Task EnqueueLaterAsync(ObjectInfo info, CancellationToken cancellationToken)
    {
        await Task.Delay(options.ReopenAfter, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested) Enqueue(info);
    }

    private void Enqueue(ObjectInfo info)
    {
        Count(Interlocked.Increment(ref _pending));
        _queue.Writer.TryWrite(info);
    }

    private void Count(int pending)
    {
        status.Set("objects.pending", pending);
        telemetry.SetPending(pending);
    }

    private void Skip(ObjectInfo info, string outcome)
    {
        feed.Done(info);
        status.Add($"objects.{outcome}", 1);
        telemetry.Object(outcome);
    }
}
