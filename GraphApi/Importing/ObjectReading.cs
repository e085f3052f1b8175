using System.Threading.Channels;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Importing;

/// <summary>One object on its way from the bucket to the writer: read and enriched on one side, written on the other.</summary>
internal sealed class ObjectReading(ObjectInfo info)
{
    // Some 4 MB: a reader that is ahead of the writer waits.
    private readonly Channel<EnrichedBatch> _batches = Channel.CreateBounded<EnrichedBatch>(new BoundedChannelOptions(8) { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource<StoredObject?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ObjectInfo Info { get; } = info;

    /// <summary>The object as it was opened (its content is the reader's), or null where it is gone.</summary>
    public Task<StoredObject?> Opened => _opened.Task;

    /// <summary>Ends with the object, or with the exception that ended its reading before the bucket gave all of it (not with a fault of its content).</summary>
    public ChannelReader<EnrichedBatch> Batches => _batches.Reader;

    /// <summary>Complete when <see cref="Batches"/> is.</summary>
    public FlowObjectReport Report { get; } = new();

    /// <summary>Why the object could not be read to its end; null where it could.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The writer wants no more of it: the reader stops at its next batch.</summary>
    public void Skip() => _batches.Writer.TryComplete();

    public async Task ReadAsync(IObjectStore store, FlowEnricher enricher, string? format, CancellationToken stoppingToken)
    {
        Exception? failure = null;
        try
        {
            var stored = await store.OpenAsync(Info.Key, stoppingToken);
            _opened.SetResult(stored);
            if (stored is null) return;
            await using (stored)
            {
                await foreach (var batch in FlowObjectReader.ReadAsync(stored, Report, format, stoppingToken))
                {
                    await _batches.Writer.WriteAsync(enricher.Enrich(batch), stoppingToken);
                }
            }
        }
        catch (FlowObjectException exception)
        {
            Refusal = exception.Message;
        }
        catch (ChannelClosedException)
        {
            // Skipped.
        }
        catch (Exception exception) when (exception is IOException or ObjectStoreException or OperationCanceledException)
        {
            // The way to the object, not its content: the writer throws it, and the object is tried again.
            failure = exception;
            _opened.TrySetException(exception);
        }
        catch (Exception exception)
        {
            // A fault of ours. One object must not keep the others from the lake, nor be tried for ever.
            Refusal = $"object '{Info.Key}' could not be read, through a fault of FlowOptics: {exception.GetType().Name}: {exception.Message}";
        }
        finally
        {
            _opened.TrySetResult(null);
            _batches.Writer.TryComplete(failure);
        }
    }
}
