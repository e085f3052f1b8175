using FlowOptics.Geo;
using FlowOptics.GraphApi.Live;
using FlowOptics.GraphApi.Startup;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Importing;

/// <summary>Runs the import when the live window is there, which is small and waited for.</summary>
internal sealed class Importer(
    ImportQueue queue, LakeDatabase lake, LiveRebuild live, LiveWindow window, LiveLoad load, IObjectStore store, FlowEnricher enricher, GraphApiOptions options, TimeProvider time, ILogger<Importer> logger)
    : BackgroundService
{
    // A commit of so many is of a large import.
    private const long Many = 100_000;

    // Above it the large heap of the window is not to be moved for the sake of some memory.
    private const long SmallWindow = 64L * 1024 * 1024;

    private bool _bulk;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await live.Ready.WaitAsync(stoppingToken);
            var pipeline = new ImportPipeline(queue, lake, store, enricher, options.Format, () => load.IsHeavy, time, logger) { Committed = Tidy };
            await pipeline.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was not committed is read again at the next start.
        }
    }

    private void Tidy(long records)
    {
        _bulk |= records >= Many;
        if (!_bulk || queue.Count > 0) return;
        // A large import is over: its garbage would stay, since what follows allocates next to nothing.
        _bulk = false;
        if (window.AllocatedBytes < SmallWindow) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
