using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Running;

/// <summary>Starts what the model describes and ends it: ports first, then every process as its waits allow; at the end in the reverse order.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext context,
    ResourceRunners runners,
    ProcessSpecs specs,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    SecretMask secrets,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : IHostedService, IDisposable
{
    // All of an orderly stop; whoever has not ended when its share is used up is killed.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan LongestShare = TimeSpan.FromSeconds(4);

    private readonly IResourceCollection _resources = model.Resources;
    private Endings? _endings;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in _resources)
        {
            await eventing.PublishAsync(
                new InitializeResourceEvent(resource, eventing, Logger(resource), notifications, services), cancellationToken).ConfigureAwait(false);
        }

        PortAllocator.Allocate(_resources);
        foreach (var runner in runners.All) await AnnounceAsync(runner.Resource, runner.Id, KnownResourceStates.NotStarted, cancellationToken).ConfigureAwait(false);
        await CheckValuesAsync(cancellationToken).ConfigureAwait(false);
        await TellEndpointsAsync(cancellationToken).ConfigureAwait(false);
        _endings = new Endings(lifetime.StopApplication, KillAll);
        foreach (var runner in runners.All)
        {
            if (!runner.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any()) await runner.StartAsync().ConfigureAwait(false);
        }

        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var groups = StopOrder.Of(_resources);
        for (var i = 0; i < groups.Count; i++)
        {
            // A share of what is left, so that the last ones, too, are asked before they are killed.
            var left = StopTime - time.GetElapsedTime(started);
            var share = TimeSpan.FromSeconds(Math.Clamp(left.TotalSeconds - (groups.Count - i - 1), 0.5, LongestShare.TotalSeconds));
            var group = groups[i];
            await Task.WhenAll(runners.All.Where(runner => group.Contains(runner.Resource)).Select(runner => runner.StopAsync(share))).ConfigureAwait(false);
        }

        notifications.Dispose();
    }

    public void Dispose() => _endings?.Dispose();

    private void KillAll()
    {
        foreach (var runner in runners.All) runner.Kill();
    }

    private ILogger Logger(IResource resource) =>
        runners.All.FirstOrDefault(runner => runner.Resource == resource) is { } runner ? new ConsoleLogger(runner.Log, secrets) : NullLogger.Instance;

    // What a process will be given is worked out once before the first one starts: a wrong endpoint name or a missing parameter is said now.
    private async Task CheckValuesAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in runners.All.Select(runner => runner.Resource).Distinct())
        {
            await CheckAsync("environment", resource, specs.EnvironmentAsync(resource, replica: 0, cancellationToken)).ConfigureAwait(false);
            await CheckAsync("command line", resource, specs.ArgumentsAsync(resource, cancellationToken)).ConfigureAwait(false);
        }
    }

    private static async Task CheckAsync(string what, IResource resource, Task making)
    {
        try
        {
            await making.ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or DistributedApplicationException)
        {
            throw new DistributedApplicationException($"The {what} of resource '{resource.Name}' cannot be made: {error.Message}", error);
        }
    }

    private async Task TellEndpointsAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in _resources)
        {
            if (resource is IResourceWithEndpoints)
                await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            if (resource is IResourceWithConnectionString)
                await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
            if (ResourceRunners.IsRun(resource)) continue;
            await AnnounceAsync(resource, resource.Name, KnownResourceStates.Running, cancellationToken).ConfigureAwait(false);
            var shown = await GivenValues.OfAsync(resource, secrets, cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(resource, shown).ConfigureAwait(false);
        }

#pragma warning disable CS0618 // Those who still subscribe to it are told.
        await eventing.PublishAsync(new AfterEndpointsAllocatedEvent(services, model), cancellationToken).ConfigureAwait(false);
#pragma warning restore CS0618
    }

    private async Task AnnounceAsync(IResource resource, string id, string state, CancellationToken cancellationToken)
    {
        var urls = await ResourceUrls.OfAsync(resource, context, Logger(resource), cancellationToken).ConfigureAwait(false);
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type)).ToImmutableArray();
        await notifications.PublishUpdateAsync(resource, id, snapshot => snapshot with
        {
            State = state,
            Urls = urls,
            Relationships = relationships,
            IsReady = state == KnownResourceStates.Running,
        }).ConfigureAwait(false);
    }
}
