using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlowOptics.Ingestor.Telemetry;
using FlowOptics.Lake;
using FlowOptics.Lake.Aws;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>
/// A bucket as a feed: what lies there is listed once, what comes is told by S3's events in a queue. A message is kept from others while its objects are worked on, and deleted when all of
/// them are done; one that cannot be understood, or whose objects cannot be read, is left: it comes again, and goes to the dead letters when the queue has had enough of it.
/// </summary>
internal sealed class SqsObjectFeed(
    SqsClient queue, SqsWork work, BackFill backFill, SqsOptions options, ServiceStatus status, IngestorTelemetry telemetry, TimeProvider time, ILogger<SqsObjectFeed> logger) : IObjectFeed, IDisposable
{
    private static readonly TimeSpan LastDeletions = TimeSpan.FromSeconds(3);

    // Neither can grow: messages in hand are bounded, and the listing waits until its objects are taken.
    private readonly Channel<ObjectInfo> _found = Channel.CreateBounded<ObjectInfo>(100);
    private readonly Channel<SqsDelivery> _finished = Channel.CreateUnbounded<SqsDelivery>(new() { SingleReader = true });
    private readonly SemaphoreSlim _room = new(0, 1);
    private string? _told;

    public string? Problem => Volatile.Read(ref _told);

    public async IAsyncEnumerable<ObjectInfo> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var deleting = DeleteAsync();
        Task[] tasks = [PollAsync(end.Token), KeepAsync(end.Token), ListAsync(end.Token)];
        // A fault of ours in one of them is the feed's.
        var watching = Task.WhenAll(tasks.Select(CloseOnFaultAsync));
        try
        {
            await foreach (var info in _found.Reader.ReadAllAsync(cancellationToken)) yield return info;
        }
        finally
        {
            await end.CancelAsync();
            await watching;
            _finished.Writer.TryComplete();
            await deleting.WaitAsync(LastDeletions, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Done(ObjectInfo info)
    {
        if (!backFill.End(info)) Finish(work.End(info, hasFailed: false) ?? []);
    }

    /// <remarks>An object of the listing is the caller's to try again: no queue would bring it back.</remarks>
    public bool Failed(ObjectInfo info, string reason)
    {
        if (backFill.Has(info) || work.End(info, hasFailed: true) is not { } finished) return false;
        foreach (var delivery in finished) SqsLog.GivenBack(logger, delivery.Message.MessageId, delivery.Message.Receives, reason);
        Finish(finished);
        return true;
    }

    public void Dispose() => _room.Dispose();

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (work.Count >= options.MostInHand) await _room.WaitAsync(cancellationToken);
            var messages = await AskAsync(
                "messages cannot be received", () => queue.ReceiveAsync((int)options.Visibility.TotalSeconds, (int)options.Wait.TotalSeconds, cancellationToken), cancellationToken) ?? [];
            foreach (var message in messages) await TakeAsync(message, cancellationToken);
        }
    }

    private async Task TakeAsync(SqsMessage message, CancellationToken cancellationToken)
    {
        var delivery = new SqsDelivery(message, time.GetUtcNow());
        try
        {
            var (found, known) = work.Take(delivery);
            Count("known", known);
            Count("received", 1);
            status.Set("messages.inHand", work.Count);
            foreach (var info in found) await _found.Writer.WriteAsync(info, cancellationToken);
            if (found.Count == 0 && delivery.Open == 0) _finished.Writer.TryWrite(delivery);
        }
        catch (S3EventException e)
        {
            Count("poison", 1);
            SqsLog.Poison(logger, message.MessageId, message.Receives, e.Message);
        }
    }

    /// <summary>Keeps what is worked on from others, however long that takes.</summary>
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var third = options.Visibility / 3;
        while (true)
        {
            await Task.Delay(third / 2, time, cancellationToken);
            var now = time.GetUtcNow();
            foreach (var some in work.KeepOlderThan(now - third, now).Chunk(SqsClient.MostAtOnce))
            {
                var receipts = some.Select(delivery => delivery.Message.ReceiptHandle).ToList();
                // One that cannot be kept comes again, and is known then.
                await AskAsync("messages cannot be kept", async () => (object)await queue.KeepAsync(receipts, (int)options.Visibility.TotalSeconds, cancellationToken), cancellationToken);
                Count("kept", some.Length);
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        if (backFill.IsDone) return;
        while (true)
        {
            try
            {
                await foreach (var info in backFill.ReadAsync(cancellationToken))
                {
                    await _found.Writer.WriteAsync(info, cancellationToken);
                    status.Set("backfill.listed", backFill.Listed);
                }

                SqsLog.Listed(logger, backFill.Listed);
                return;
            }
            catch (ObjectStoreException e)
            {
                Tell(e.Message);
                backFill.Restart();
                await Task.Delay(options.AfterFault, time, cancellationToken);
            }
        }
    }

    /// <summary>Ten at a time; what was not deleted before a crash comes again, and is known then.</summary>
    private async Task DeleteAsync()
    {
        var receipts = new List<string>(SqsClient.MostAtOnce);
        while (await _finished.Reader.WaitToReadAsync())
        {
            while (receipts.Count < SqsClient.MostAtOnce && _finished.Reader.TryRead(out var delivery)) receipts.Add(delivery.Message.ReceiptHandle);
            if (await AskAsync("messages cannot be deleted", async () => (object)await queue.DeleteAsync(receipts, CancellationToken.None), CancellationToken.None) is int left)
            {
                Count("deleted", receipts.Count - left);
            }

            receipts.Clear();
        }
    }

    private void Finish(IReadOnlyList<SqsDelivery> deliveries)
    {
        foreach (var delivery in deliveries.Where(delivery => !delivery.HasFailed)) _finished.Writer.TryWrite(delivery);
        status.Set("messages.inHand", work.Count);
        if (_room.CurrentCount == 0 && work.Count < options.MostInHand) Release();
    }

    private void Release()
    {
        try
        {
            _room.Release();
        }
        catch (SemaphoreFullException)
        {
            // Two ended at once: the reader is woken already.
        }
    }

    /// <returns>Null after a fault, which is told once for each cause; then a pause has passed.</returns>
    private async Task<T?> AskAsync<T>(string what, Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var answer = await ask();
            Volatile.Write(ref _told, null);
            return answer;
        }
        catch (Exception e) when (AwsFault.IsFault(e, cancellationToken))
        {
            Tell($"{what} (queue {options.Queue}): {SqsFault.Reason(e)}");
            await Task.Delay(options.AfterFault, time, cancellationToken);
            return null;
        }
    }

    private void Tell(string problem)
    {
        if (Interlocked.Exchange(ref _told, problem) != problem) SqsLog.Problem(logger, problem);
    }

    private void Count(string outcome, int count)
    {
        if (count == 0) return;
        status.Add($"messages.{outcome}", count);
        telemetry.Messages(outcome, count);
    }

    private async Task CloseOnFaultAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The feed ends.
        }
        catch (Exception e)
        {
            _found.Writer.TryComplete(e);
        }
    }
}
