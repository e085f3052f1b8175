namespace Aspire.Hosting.Eventing;

/// <summary>Somebody who is told of an event; needed to take the subscription back.</summary>
public class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; } = callback;
}
