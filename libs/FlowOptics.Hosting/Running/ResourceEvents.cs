using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Running;

/// <summary>Tells of what happens to an instance, in Aspire's order: before its start, ready, stopped.</summary>
internal sealed class ResourceEvents(IDistributedApplicationEventing eventing, ResourceNotificationService notifications, IServiceProvider services)
{
    /// <summary>Its errors keep the instance from starting.</summary>
    public Task BeforeStartAsync(IResource resource, CancellationToken cancellationToken) =>
        eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken);

    /// <summary>Waits until the instance is healthy, tells so, and then lets go those who wait for it.</summary>
    /// <param name="tell">False: another instance of the resource tells; ready is told once for all.</param>
    public async Task WhenHealthyAsync(IResource resource, string id, bool tell, ConsoleLog log, CancellationToken cancellationToken)
    {
        try
        {
            await notifications.WaitForResourceAsync(
                id,
                change => change.ResourceId == id && change.Snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy,
                cancellationToken).ConfigureAwait(false);
            if (tell) await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(resource, id, snapshot => snapshot with { IsReady = true }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It ended before it was ready.
        }
        catch (Exception error)
        {
            log.Append($"A subscriber of ResourceReadyEvent failed, so those who wait for '{id}' go on waiting: {error.Message}", isError: true);
        }
    }

    public async Task StoppedAsync(IResource resource, string id, ConsoleLog log)
    {
        if (!notifications.TryGetCurrentState(id, out var state)) return;
        try
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resource, services, state)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            log.Append($"A subscriber of ResourceStoppedEvent failed: {error.Message}", isError: true);
        }
    }
}
