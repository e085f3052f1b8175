using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The first that happens to a resource.</summary>
public class InitializeResourceEvent : IDistributedApplicationResourceEvent
{
    internal InitializeResourceEvent(
        IResource resource, IDistributedApplicationEventing eventing, ILogger logger, ResourceNotificationService notifications, IServiceProvider services)
    {
        Resource = resource;
        Eventing = eventing;
        Logger = logger;
        Notifications = notifications;
        Services = services;
    }

    public IResource Resource { get; }

    public IDistributedApplicationEventing Eventing { get; }

    /// <summary>Writes to the resource's console.</summary>
    public ILogger Logger { get; }

    public ResourceNotificationService Notifications { get; }

    public IServiceProvider Services { get; }
}
