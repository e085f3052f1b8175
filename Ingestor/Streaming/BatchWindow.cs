namespace FlowOptics.Ingestor.Streaming;

/// <summary>
/// The batches of one object that are on their way: at most so many, so that an object of any size takes the same memory, and a slow
/// consumer holds the reader back. PUBACKs come in the order of the publishes, so waiting for the oldest loses no time.
/// </summary>
internal sealed class BatchWindow(int size)
{
    private readonly Queue<Task> _inFlight = new(size);

    /// <summary>Starts <paramref name="publish"/> as soon as there is a place, and does not wait for its end.</summary>
    public async ValueTask AddAsync(Func<Task> publish)
    {
        if (_inFlight.Count == size) await _inFlight.Dequeue();
        _inFlight.Enqueue(publish());
    }

    /// <summary>Completes when all have been delivered.</summary>
    public Task DrainAsync() => Task.WhenAll(_inFlight);
}
