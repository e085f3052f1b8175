using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

/// <summary>
/// A folder as a feed: lists it first, then is told of changes by the system, and lists it again now and then as a safety net. An object is
/// given out once for each (size, modification time) that it comes to rest with. Idle, it costs one listing a minute.
/// </summary>
public sealed class FolderObjectFeed(FolderObjectStore store, ILogger<FolderObjectFeed>? logger = null, TimeProvider? time = null) : IObjectFeed
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    /// <remarks>A folder that is missing or may not be read is logged once, in a sentence, and waited for.</remarks>
    public async IAsyncEnumerable<ObjectInfo> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var objects = new FolderObjects(store);
        using var watch = new FolderWatch(store.Folder, logger);
        var nextListing = _time.GetUtcNow();
        while (!cancellationToken.IsCancellationRequested)
        {
            var now = _time.GetUtcNow();
            if (watch.TakeMissed() || now >= nextListing)
            {
                // The watch stands before the listing begins: a file that comes meanwhile is seen by one of the two.
                var watching = watch.TryOpen();
                var began = _time.GetTimestamp();
                var found = TryList(objects, now);
                if (found != Problem) Tell(found);
                Problem = found;
                if (found is not null) watch.Close();
                nextListing = _time.GetUtcNow() + NextListing(watching && found is null, _time.GetElapsedTime(began));
            }

            foreach (var hint in watch.Take()) objects.Consider(hint, now);
            objects.ConsiderSettling(now);
            while (objects.TryTake(out var info)) yield return info;

            var wait = nextListing - _time.GetUtcNow();
            if (objects.HasSettling && wait > SettleCheck) wait = SettleCheck;
            await watch.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private TimeSpan SettleCheck => store.Options.Settle / 4;

    // Listing 100,000 files takes some 0.3 s of one core: never spend more than half a percent on the safety net.
    private TimeSpan NextListing(bool watching, TimeSpan took)
    {
        var wait = watching ? store.Options.Rescan : store.Options.Poll;
        return took * 200 > wait ? took * 200 : wait;
    }

    private void Tell(string? problem)
    {
        if (logger is null) return;
        if (problem is not null) FolderLog.Missing(logger, problem, store.Options.Poll);
        else FolderLog.Found(logger, store.Folder);
    }

    private static string? TryList(FolderObjects objects, DateTimeOffset now)
    {
        try
        {
            objects.List(now);
            return null;
        }
        catch (ObjectStoreException e)
        {
            return e.Message;
        }
    }
}
