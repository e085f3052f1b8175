using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <inheritdoc />
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _lock = new();
    private readonly List<(Type Event, DistributedApplicationEventSubscription Subscription)> _subscriptions = [];

    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent =>
        Add(typeof(T), new DistributedApplicationEventSubscription((happened, cancellationToken) => callback((T)happened, cancellationToken)));

    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent =>
        Add(typeof(T), new DistributedApplicationResourceEventSubscription(resource, (happened, cancellationToken) => callback((T)happened, cancellationToken)));

    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock) _subscriptions.RemoveAll(known => known.Subscription == subscription);
    }

    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var callbacks = Callbacks(@event);
        var telling = dispatchBehavior is EventDispatchBehavior.BlockingSequential or EventDispatchBehavior.NonBlockingSequential
            ? InTurnAsync(callbacks, @event, cancellationToken)
            : Task.WhenAll(callbacks.Select(callback => callback(@event, cancellationToken)));
        return dispatchBehavior is EventDispatchBehavior.BlockingSequential or EventDispatchBehavior.BlockingConcurrent ? telling : Task.CompletedTask;
    }

    private static async Task InTurnAsync(
        IEnumerable<Func<IDistributedApplicationEvent, CancellationToken, Task>> callbacks, IDistributedApplicationEvent happened, CancellationToken cancellationToken)
    {
        foreach (var callback in callbacks) await callback(happened, cancellationToken).ConfigureAwait(false);
    }

    private DistributedApplicationEventSubscription Add(Type type, DistributedApplicationEventSubscription subscription)
    {
        lock (_lock) _subscriptions.Add((type, subscription));
        return subscription;
    }

    private Func<IDistributedApplicationEvent, CancellationToken, Task>[] Callbacks(IDistributedApplicationEvent happened)
    {
        lock (_lock)
        {
            return [.. _subscriptions
                .Where(known => known.Event == happened.GetType() && (known.Subscription is not DistributedApplicationResourceEventSubscription one
                    || one.Resource == (happened as IDistributedApplicationResourceEvent)?.Resource))
                .Select(known => known.Subscription.Callback)];
        }
    }
}
