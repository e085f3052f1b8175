using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi.Importing;

/// <summary>Makes the lake's roll-ups step by step, beside the import.</summary>
internal sealed class SealLoop(LakeDatabase lake, ImportQueue queue, TimeProvider time, ILogger logger)
{
    // While much is imported an hour comes to rest each tenth of a second.
    private static readonly TimeSpan WhileImporting = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private readonly LakeSealer _sealer = new(lake, new SealRules(), logger);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Stopping interrupts the statement that runs, and nothing is lost by it.
            stoppingToken.ThrowIfCancellationRequested();
            var pause = TimeSpan.Zero;
            try
            {
                var importing = queue.Count > 0;
                if (!_sealer.Step(importing, stoppingToken)) pause = importing ? WhileImporting : Idle;
            }
            catch (Exception exception) when (exception is DuckDbException or LakeException)
            {
                // The lake as it is answers from its records meanwhile. Damage is for the writer or a query to find, which make the lake anew.
                Log.SealFailed(logger, exception.Message);
                pause = AfterFailure;
            }

            // Each step gives the other tasks of these threads their turn.
            if (pause > TimeSpan.Zero) await Task.Delay(pause, time, stoppingToken);
            else await Task.Yield();
        }
    }
}
