using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All ports are given out.</summary>
[Obsolete("The AfterEndpointsAllocatedEvent is deprecated and will be removed in a future version. Use BeforeResourceStartedEvent or ResourceEndpointsAllocatedEvent instead.")]
public class AfterEndpointsAllocatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    public IServiceProvider Services { get; } = services;

    public DistributedApplicationModel Model { get; } = model;
}
