using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const int Ok = 200;

    /// <summary>Healthy when a GET of the path answers with the status code.</summary>
    /// <param name="path">Default: "/".</param>
    /// <param name="statusCode">Default: 200.</param>
    /// <param name="endpointName">Default: the endpoint named https, http, or the first one with such a scheme.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints => builder.WithHttpHealthCheck(
            endpointName is null ? null : () => builder.GetEndpoint(endpointName), path, statusCode);

    /// <param name="endpointSelector">Null: as above.</param>
    /// <inheritdoc cref="WithHttpHealthCheck{T}(IResourceBuilder{T}, string, int?, string)"/>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = endpointSelector?.Invoke() ?? DefaultHttpEndpoint(builder.Resource, "HTTP health check", "WithHttpHealthCheck()");
        var expected = statusCode ?? Ok;
        var key = string.Create(CultureInfo.InvariantCulture, $"{builder.Resource.Name}_{endpoint.EndpointName}_{path ?? "/"}_{expected}_check");
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, _ => new HttpProbe(endpoint, path ?? "/", expected), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    /// <summary>A check that is registered with <c>builder.Services.AddHealthChecks()</c> under this key.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource =>
        builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(check => check.Key == key)
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));

    private static EndpointReference DefaultHttpEndpoint(IResourceWithEndpoints resource, string what, string method)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.UriScheme is "http" or "https").ToArray();
        var endpoint = endpoints.FirstOrDefault(endpoint => endpoint.Name == "https") ?? endpoints.FirstOrDefault(endpoint => endpoint.Name == "http")
            ?? endpoints.FirstOrDefault() ?? throw new DistributedApplicationException(
                $"Could not create {what} for resource '{resource.Name}' as it has no HTTP endpoint: call WithHttpEndpoint() before {method}.");
        return new EndpointReference(resource, endpoint);
    }
}
