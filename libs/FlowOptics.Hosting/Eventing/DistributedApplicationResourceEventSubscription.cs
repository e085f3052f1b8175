using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>Somebody who is told of what happens to one resource.</summary>
public class DistributedApplicationResourceEventSubscription(IResource? resource, Func<IDistributedApplicationResourceEvent, CancellationToken, Task> callback)
    : DistributedApplicationEventSubscription((happened, cancellationToken) => callback((IDistributedApplicationResourceEvent)happened, cancellationToken))
{
    public IResource? Resource { get; } = resource;
}
