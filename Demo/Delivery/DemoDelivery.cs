using System.Diagnostics;
using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Delivery;

/// <summary>Fills what is missing in the bucket, then delivers live, and prunes once an hour.</summary>
internal sealed class DemoDelivery(DemoOptions options, DemoTelemetry telemetry, TimeProvider time, ILogger<DemoDelivery> logger, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private readonly DemoBucket _bucket = new(options.Bucket);

    /// <summary>For the health answer: how far the back-fill is.</summary>
    public string State { get; private set; } = "starting";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Off the start-up path: the service answers as healthy while it fills.
            await Task.Yield();
            var logs = DemoWorld.FlowLogs(HoneypotData.Load(options.HoneypotFile));
            var until = Fill(logs, stoppingToken);
            await RunAsync(logs, until, stoppingToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            State = "stopped";
            Log.CannotWrite(logger, options.Bucket, e.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    /// <summary>Brings every flow log up to now: three days at a first start, the gap since the last run otherwise.</summary>
    /// <returns>Up to where each is.</returns>
    internal long[] Fill(IReadOnlyList<FlowLog> logs, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        Directory.CreateDirectory(_bucket.Folder);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var until = logs.Select(log => DeliveryPlan.Begin(_bucket.DeliveredUntil(log), now, options.Span)).ToArray();
        var pieces = logs.Select((log, i) => DeliveryPlan.Cut(until[i], log.LastEnd(now)).Count()).ToArray();
        var total = pieces.Sum();
        Log.Filling(logger, total, _bucket.Folder);
        var done = 0;
        long records = 0;
        // In parallel over flow logs, the largest first; in order of time within each, so that a kill leaves no hole.
        Parallel.ForEach(
            Enumerable.Range(0, logs.Count).OrderByDescending(i => pieces[i]),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            i =>
            {
                foreach (var (from, to) in DeliveryPlan.Cut(until[i], logs[i].LastEnd(now)))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Interlocked.Add(ref records, Deliver(logs[i], from, to, now));
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
    internal int Tick(IReadOnlyList<FlowLog> logs, long[] until)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var objects = 0;
        for (var i = 0; i < logs.Count; i++)
        {
            // After a night asleep, or behind a clock that was set back, no more than the span is filled, and nothing is written twice.
            foreach (var (from, to) in DeliveryPlan.Cut(DeliveryPlan.Begin(until[i], now, options.Span), logs[i].LastEnd(now)))
            {
                Deliver(logs[i], from, to, now);
                until[i] = to;
                objects++;
            }
        }

        return objects;
    }

    private async Task RunAsync(IReadOnlyList<FlowLog> logs, long[] until, CancellationToken stoppingToken)
    {
        Log.Live(logger, options.Tick);
        using var timer = new PeriodicTimer(options.Tick, time);
        var nextPrune = time.GetUtcNow();
        do
        {
            using (var activity = telemetry.StartTick())
            {
                var objects = Tick(logs, until);
                activity?.SetTag("flowoptics.objects", objects);
            }

            var now = time.GetUtcNow();
            if (now < nextPrune) continue;
            var pruned = _bucket.Prune(logs, (now - options.Keep).ToUnixTimeSeconds(), options.MaxObjects);
            if (pruned > 0) Log.Pruned(logger, pruned);
            nextPrune = now.AddHours(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private long Deliver(FlowLog log, long from, long to, long now)
    {
        var records = _bucket.Write(log, from, to, DeliveryPlan.Delivered(to, now));
        telemetry.Delivered(records);
        return records;
    }
}
