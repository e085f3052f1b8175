using FlowOptics.GraphApi.Importing;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi.Findings;

/// <summary>Keeps history's findings up with the import, a day at a time, on a thread of low priority.</summary>
internal sealed class FindingsWorker(FindingHistory history, LiveRebuild live, TimeProvider time, ILogger<FindingsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    private readonly FindingSchedule _schedule = new(time);
    private string? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await live.Ready.WaitAsync(stoppingToken);
            using var threads = new BackgroundScheduler(1, "findings");
            await threads.Run(() => RunAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops. A day that was not finished is looked at again.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var pause = Step;
            try
            {
                if (LookAtSome(stoppingToken)) pause = TimeSpan.Zero;
                _told = null;
            }
            catch (Exception exception) when (exception is DuckDbException or LakeException or ObjectDisposedException)
            {
                // Whoever writes the lake finds out whether it is damaged; findings come again with it.
                if (_told != exception.Message) Log.FindingsFailed(logger, _told = exception.Message);
                pause = RetryDelay;
            }

            if (pause > TimeSpan.Zero) await Task.Delay(pause, time, stoppingToken);
            else stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private bool LookAtSome(CancellationToken stoppingToken)
    {
        _schedule.Changed(history.Refresh(stoppingToken), history.NewestDay);
        if (_schedule.Next(history.DirtyDays, history.NewestDay) is not { } day) return false;
        using var activity = Telemetry.Source.StartActivity("look for findings");
        var started = time.GetTimestamp();
        history.LookAt(day, stoppingToken);
        var elapsed = time.GetElapsedTime(started);
        Telemetry.FindingSeconds.Record(elapsed.TotalSeconds);
        _schedule.Looked(day, history.NewestDay, elapsed);
        return true;
    }
}
