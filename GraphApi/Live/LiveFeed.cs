using FlowOptics.Flows;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Takes what comes over MQTT into the live window, batch by batch. An object has the same arrival as when it is read from the bucket (<see cref="LiveRebuild"/>), and records that come
/// by both ways count once.
/// </summary>
internal sealed class LiveFeed(LiveWindow window, LiveRebuild rebuild, LiveLoad load, IObjectStore store, GraphApiOptions options, TimeProvider time, ILogger<LiveFeed> logger)
{
    // All other batches wait behind an object's first one while the bucket is asked for it: where it does not answer that ends soon, and is not tried for each object.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private DateTimeOffset _askAgain;

    /// <summary>
    /// Takes a batch. When this completes the batch may be acknowledged: it is in the window, or the object, which was written anew, is to be read from the bucket. That is not
    /// waited for: the bucket may be away, and other objects' batches come behind.
    /// </summary>
    public async ValueTask TakeAsync(LiveBatch batch, CancellationToken cancellationToken)
    {
        var origin = batch.Origin;
        if (window.HasOtherContent(origin))
        {
            rebuild.ReadAgain(origin.Key);
            return;
        }

        // The object's time is asked once, with its first batch.
        var arrival = window.Knows(origin) ? default : await ArrivalAsync(origin, cancellationToken);
        if (window.Add(batch, arrival) is not { } added)
        {
            rebuild.ReadAgain(origin.Key);
            return;
        }

        Telemetry.LiveRecords.Add(added);
        if (arrival != default) Telemetry.LiveLag.Record((time.GetUtcNow() - arrival).TotalSeconds);
        load.Add(batch.Count);
    }

    /// <summary>
    /// When an object arrived. Replayed history (<c>--stream all</c>) is older than any window: it arrives now, and is not there again after a restart.
    /// An object that is gone already, or that the bucket does not tell of, arrives now too.
    /// </summary>
    private async Task<DateTimeOffset> ArrivalAsync(BatchOrigin origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _askAgain) return now;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await store.FindAsync(origin.Key, either.Token) is not { } info) return now;
            return options.StreamAll && info.Arrival < window.Start ? now : info.Arrival;
        }
        catch (Exception exception) when (exception is ObjectStoreException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _askAgain = time.GetUtcNow() + Pause;
            Log.BucketUnreadable(logger, exception is ObjectStoreException ? exception.Message : $"object '{origin.Key}' was not told of within {Patience.TotalSeconds:0} s");
            return now;
        }
    }
}
