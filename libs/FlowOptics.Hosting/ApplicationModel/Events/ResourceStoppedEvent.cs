using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An instance of the resource has ended, or could not be started.</summary>
public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    public IResource Resource { get; } = resource;

    public IServiceProvider Services { get; } = services;

    /// <summary>The state that it ended in.</summary>
    public ResourceEvent ResourceEvent { get; } = resourceEvent;
}
