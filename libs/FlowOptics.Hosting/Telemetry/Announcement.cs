namespace Aspire.Hosting.Telemetry;

/// <summary>Wakes those who wait for a change; costs nothing while nobody waits.</summary>
internal sealed class Announcement
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;

    /// <summary>To be called after the change.</summary>
    public void Tell()
    {
        TaskCompletionSource? waiting;
        lock (_lock) (waiting, _next) = (_next, null);
        waiting?.TrySetResult();
    }

    /// <summary>Completes when <paramref name="hasChanged"/> holds; it is asked now and, once, at the next change.</summary>
    public Task WaitAsync(Func<bool> hasChanged, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Asked within the lock: a change that comes now either is seen here, or tells the one who waits.
            if (hasChanged()) return Task.CompletedTask;
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task.WaitAsync(cancellationToken);
        }
    }
}
