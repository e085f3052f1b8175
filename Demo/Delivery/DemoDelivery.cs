using System.Diagnostics;
using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.World;
using FlowOptics.Lake;

namespace FlowOptics.Demo.Delivery;

/// <summary>Fills what is missing in the bucket, then delivers live, and prunes once an hour.</summary>
internal sealed class DemoDelivery(IDemoBucket bucket, DemoOptions options, DemoTelemetry telemetry, TimeProvider time, ILogger<DemoDelivery> logger, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private string? _told;

    /// <summary>For the health answer: how far the back-fill is.</summary>
    public string State { get; private set; } = "starting";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Off the start-up path: the service answers as healthy while it fills.
            await Task.Yield();
            var logs = DemoWorld.FlowLogs(HoneypotData.Load(options.HoneypotFile));
            long[]? until = null;
            using var timer = new PeriodicTimer(options.Tick, time);
            do
            {
                try
                {
                    until ??= await FillAsync(logs, stoppingToken);
                    await RunAsync(logs, until, timer, stoppingToken);
                    return;
                }
                catch (ObjectStoreException e)
                {
                    // It goes on where it was once the bucket is there again.
                    if (Interlocked.Exchange(ref _told, e.Message) != e.Message) Log.CannotWriteNow(logger, bucket.Name, e.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            State = "stopped";
            Log.CannotWrite(logger, bucket.Name, e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    /// <summary>Brings every flow log up to now: three days at a first start, the gap since the last run otherwise.</summary>
    /// <returns>Up to where each is.</returns>
    internal async Task<long[]> FillAsync(IReadOnlyList<FlowLog> logs, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var until = new long[logs.Count];
        for (var i = 0; i < logs.Count; i++) until[i] = DeliveryPlan.Begin(await bucket.DeliveredUntilAsync(logs[i], cancellationToken), now, options.Span);
        var pieces = logs.Select((log, i) => DeliveryPlan.Cut(until[i], log.LastEnd(now)).Count()).ToArray();
        var total = pieces.Sum();
        Log.Filling(logger, total, bucket.Name);
        var done = 0;
        long records = 0;
        // In parallel over flow logs, the largest first; in order of time within each, so that a kill leaves no hole.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, logs.Count).OrderByDescending(i => pieces[i]),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                foreach (var (from, to) in DeliveryPlan.Cut(until[i], logs[i].LastEnd(now)))
                {
                    token.ThrowIfCancellationRequested();
                    Interlocked.Add(ref records, await DeliverAsync(logs[i], from, to, now, token));
                    until[i] = to;
                    State = $"filling: {Interlocked.Increment(ref done)} of {total} objects";
                }
            });
        Log.Filled(logger, done, records, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        State = "live";
        return until;
    }

    /// <summary>Delivers what is due at one tick.</summary>
    /// <returns>How many objects.</returns>
    internal async Task<int> TickAsync(IReadOnlyList<FlowLog> logs, long[] until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var objects = 0;
        for (var i = 0; i < logs.Count; i++)
        {
            // After a night asleep, or behind a clock that was set back, no more than the span is filled, and nothing is written twice.
            foreach (var (from, to) in DeliveryPlan.Cut(DeliveryPlan.Begin(until[i], now, options.Span), logs[i].LastEnd(now)))
            {
                await DeliverAsync(logs[i], from, to, now, cancellationToken);
                until[i] = to;
                objects++;
            }
        }

        return objects;
    }

    private async Task RunAsync(IReadOnlyList<FlowLog> logs, long[] until, PeriodicTimer timer, CancellationToken stoppingToken)
    {
        Log.Live(logger, options.Tick);
        var nextPrune = time.GetUtcNow();
        do
        {
            using (var activity = telemetry.StartTick())
            {
                var objects = await TickAsync(logs, until, stoppingToken);
                activity?.SetTag("flowoptics.objects", objects);
            }

            _told = null;
            var now = time.GetUtcNow();
            if (now < nextPrune) continue;
            var pruned = await bucket.PruneAsync(logs, (now - options.Keep).ToUnixTimeSeconds(), options.MaxObjects, stoppingToken);
            if (pruned > 0) Log.Pruned(logger, pruned);
            nextPrune = now.AddHours(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<long> DeliverAsync(FlowLog log, long from, long to, long now, CancellationToken cancellationToken)
    {
        var records = await bucket.WriteAsync(log, from, to, DeliveryPlan.Delivered(to, now), cancellationToken);
        telemetry.Delivered(records);
        return records;
    }
}
