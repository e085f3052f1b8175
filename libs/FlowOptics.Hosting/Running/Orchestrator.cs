using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Starts what the model describes and ends it: ports first, then every process as its waits allow; at the end in the reverse order.</summary>
internal sealed class Orchestrator(
    IResourceCollection resources,
    DistributedApplicationExecutionContext context,
    ResourceRunners runners,
    ProcessSpecs specs,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : IHostedService, IDisposable
{
    // All of an orderly stop; whoever has not ended when its share is used up is killed.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan LongestShare = TimeSpan.FromSeconds(4);

    private Endings? _endings;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        PortAllocator.Allocate(resources);
        foreach (var runner in runners.All) await AnnounceAsync(runner, cancellationToken).ConfigureAwait(false);
        await CheckEnvironmentsAsync(cancellationToken).ConfigureAwait(false);
        _endings = new Endings(lifetime.StopApplication, KillAll);
        foreach (var runner in runners.All)
        {
            if (!runner.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any()) await runner.StartAsync().ConfigureAwait(false);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var groups = StopOrder.Of(resources);
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

    private async Task AnnounceAsync(ResourceRunner runner, CancellationToken cancellationToken)
    {
        var resource = runner.Resource;
        var urls = await UrlsAsync(resource, cancellationToken).ConfigureAwait(false);
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type)).ToImmutableArray();
        await notifications.PublishUpdateAsync(resource, runner.Id, snapshot => snapshot with
        {
            State = KnownResourceStates.NotStarted,
            Urls = urls,
            Relationships = relationships,
        }).ConfigureAwait(false);
    }

    private async Task<ImmutableArray<UrlSnapshot>> UrlsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new ResourceUrlAnnotation
        {
            Url = endpoint.AllocatedEndpoint!.UriString,
            Endpoint = new EndpointReference((IResourceWithEndpoints)resource, endpoint),
        }).Concat(resource.Annotations.OfType<ResourceUrlAnnotation>()).ToList();
        var callback = new ResourceUrlsCallbackContext(context, resource, urls, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            await annotation.Callback(callback).ConfigureAwait(false);
        return [.. callback.Urls.OrderByDescending(url => url.DisplayOrder ?? 0).Select(url => new UrlSnapshot(
            url.Endpoint?.EndpointName, url.Url, IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        })];
    }

    // What a process will be given is worked out once before the first one starts: a wrong endpoint name or a missing parameter is said now.
    private async Task CheckEnvironmentsAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in runners.All.Select(runner => runner.Resource).Distinct())
        {
            try
            {
                await specs.EnvironmentAsync(resource, replica: 0, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is InvalidOperationException or DistributedApplicationException)
            {
                throw new DistributedApplicationException($"The environment of resource '{resource.Name}' cannot be made: {error.Message}", error);
            }
        }
    }
}
