using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi;

/// <summary>Keeps the list of text columns that records have had: names in a filter, beside those that AWS documents. A new one is known within seconds of its import.</summary>
internal sealed class SeenFields(LakeDatabase lake, LakeValues values, TimeProvider time, ILogger<SeenFields> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private long _objects = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await Task.Run(() => Look(stoppingToken), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private void Look(CancellationToken cancellationToken)
    {
        var objects = lake.Summary.Objects;
        if (objects == _objects) return;
        try
        {
            values.Update(cancellationToken);
            _objects = objects;
        }
        catch (DuckDbException exception)
        {
            // A courtesy: the names that are known stay, and the next look may succeed. A damaged lake is found by queries and the import.
            Log.QueryFailed(logger, exception.Message);
        }
    }
}
