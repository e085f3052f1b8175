using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Importing;

/// <summary>
/// Lists the bucket now and then: MQTT tells of objects at once, but the lake does not depend on it. Rarer while MQTT tells, or nothing comes, or
/// listing takes long.
/// </summary>
internal sealed class BucketScan(ImportQueue queue, LiveRebuild live, IObjectStore store, LakeDatabase lake, TimeProvider time, ILogger<BucketScan> logger) : BackgroundService
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rare = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // At most a fiftieth of the time goes into listing.
    private const int PauseFactor = 50;

    private string? _told;

    /// <summary>Why the bucket cannot be read now; null where it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Objects of the last listing that are too old to be read.</summary>
    public long LeftOut { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await live.Ready.WaitAsync(stoppingToken);
            var idle = 0;
            while (true)
            {
                var before = queue.Count;
                var started = time.GetTimestamp();
                await ScanAsync(stoppingToken);
                idle = queue.Count > before ? 0 : idle + 1;
                var announced = time.GetUtcNow() - queue.LastAnnouncement < Rare;
                var pause = announced || idle > 30 ? Rare : Usual;
                var least = time.GetElapsedTime(started) * PauseFactor;
                await WaitAsync(least > pause ? least : pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>A lake that was made anew has nothing, and waits for a listing: it comes at once.</summary>
    private async Task WaitAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        var generation = lake.Generation;
        var started = time.GetTimestamp();
        while (lake.Generation == generation && pause - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero) await Task.Delay(left < Look ? left : Look, time, stoppingToken);
    }

    private async Task ScanAsync(CancellationToken stoppingToken)
    {
        try
        {
            var leftOut = 0L;
            await foreach (var info in store.ListAsync(stoppingToken))
            {
                if (!queue.Found(info)) leftOut++;
            }

            LeftOut = leftOut;
            Problem = _told = null;
        }
        catch (Exception exception) when (exception is ObjectStoreException or IOException)
        {
            Problem = exception.Message;
            if (_told == exception.Message) return;
            _told = exception.Message;
            Log.BucketUnreadable(logger, exception.Message);
        }
    }
}
