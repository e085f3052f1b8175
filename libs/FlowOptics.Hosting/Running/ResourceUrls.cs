using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>A resource's URLs as they are shown: its endpoints, what the model adds, and what its callbacks make of both.</summary>
internal static class ResourceUrls
{
    public static async Task<ImmutableArray<UrlSnapshot>> OfAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var urls = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new ResourceUrlAnnotation
        {
            Url = endpoint.AllocatedEndpoint!.UriString,
            Endpoint = new EndpointReference((IResourceWithEndpoints)resource, endpoint),
        }).Concat(resource.Annotations.OfType<ResourceUrlAnnotation>().Select(Copy)).ToList();
        if (resource is ExternalServiceResource service)
            urls.Add(new ResourceUrlAnnotation { Url = (await service.UriAsync(cancellationToken).ConfigureAwait(false)).ToString() });
        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
            await annotation.Callback(context).ConfigureAwait(false);
        return [.. context.Urls.OrderByDescending(url => url.DisplayOrder ?? 0).Select(url => new UrlSnapshot(
            url.Endpoint?.EndpointName, url.Url, IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        })];
    }

    // Callbacks change what they are given; the model stays as it was said.
    private static ResourceUrlAnnotation Copy(ResourceUrlAnnotation url) => new()
    {
        Url = url.Url,
        DisplayText = url.DisplayText,
        Endpoint = url.Endpoint,
        DisplayOrder = url.DisplayOrder,
        DisplayLocation = url.DisplayLocation,
    };
}
