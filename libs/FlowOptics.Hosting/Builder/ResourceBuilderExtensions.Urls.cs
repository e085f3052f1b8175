using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Changes the URLs as they are shown, once ports are given out.</summary>
    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Action<ResourceUrlsCallbackContext> callback)
        where T : IResource => builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));

    /// <inheritdoc cref="WithUrls{T}(IResourceBuilder{T}, Action{ResourceUrlsCallbackContext})"/>
    public static IResourceBuilder<T> WithUrls<T>(this IResourceBuilder<T> builder, Func<ResourceUrlsCallbackContext, Task> callback)
        where T : IResource => builder.WithAnnotation(new ResourceUrlsCallbackAnnotation(callback));

    /// <summary>Adds a URL.</summary>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, string url, string? displayText = null)
        where T : IResource => builder.WithAnnotation(new ResourceUrlAnnotation { Url = url, DisplayText = displayText });

    /// <summary>Adds a URL that is made of endpoints or parameters.</summary>
    public static IResourceBuilder<T> WithUrl<T>(
        this IResourceBuilder<T> builder, in ReferenceExpression.ExpressionInterpolatedStringHandler url, string? displayText = null)
        where T : IResource => builder.WithUrl(url.Build(), displayText);

    /// <inheritdoc cref="WithUrl{T}(IResourceBuilder{T}, in ReferenceExpression.ExpressionInterpolatedStringHandler, string)"/>
    public static IResourceBuilder<T> WithUrl<T>(this IResourceBuilder<T> builder, ReferenceExpression url, string? displayText = null)
        where T : IResource => builder.WithUrls(async context =>
        {
            if (await url.GetValueAsync(context.CancellationToken).ConfigureAwait(false) is not { Length: > 0 } text) return;
            var endpoint = url.ValueProviders.Select(value => value as EndpointReference ?? (value as EndpointReferenceExpression)?.Endpoint).FirstOrDefault(found => found is not null);
            context.Urls.Add(new ResourceUrlAnnotation { Url = text, DisplayText = displayText, Endpoint = endpoint?.Resource == context.Resource ? endpoint : null });
        });

    /// <summary>Changes the URL of an endpoint as it is shown: its text, its path.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : IResource => builder.WithUrls(context =>
        {
            foreach (var url in context.Urls.Where(url => string.Equals(url.Endpoint?.EndpointName, endpointName, StringComparison.OrdinalIgnoreCase)))
                callback(url);
        });

    /// <summary>Adds a URL for an endpoint.</summary>
    public static IResourceBuilder<T> WithUrlForEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Func<EndpointReference, ResourceUrlAnnotation> callback)
        where T : IResourceWithEndpoints => builder.WithUrls(context =>
        {
            var endpoint = builder.GetEndpoint(endpointName);
            if (endpoint.Exists) context.Urls.Add(Absolute(callback(endpoint), endpoint));
        });

    private static ResourceUrlAnnotation Absolute(ResourceUrlAnnotation url, EndpointReference endpoint) => url.Url.StartsWith('/')
        ? new()
        {
            Url = endpoint.Url + url.Url,
            DisplayText = url.DisplayText,
            Endpoint = endpoint,
            DisplayOrder = url.DisplayOrder,
            DisplayLocation = url.DisplayLocation,
        }
        : url;
}
