using System.Globalization;
using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private static readonly HttpClient CommandClient = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Something that can be done to the resource from the dashboard. A command of the same name is replaced.</summary>
    [OverloadResolutionPriority(1)]
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null)
        where T : IResource
    {
        foreach (var known in builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().Where(known => known.Name == name).ToArray())
            builder.Resource.Annotations.Remove(known);
        return builder.WithAnnotation(new ResourceCommandAnnotation(name, displayName, executeCommand, commandOptions ?? new CommandOptions()));
    }

    /// <summary>A command that is a request to one of the resource's endpoints; it can be given while the resource is healthy.</summary>
    /// <param name="endpointName">Default: https, http, or the first one with such a scheme.</param>
    /// <param name="commandName">Default: made of resource, endpoint, method and path.</param>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints => builder.WithHttpCommand(
            path, displayName, endpointName is null ? null : () => builder.GetEndpoint(endpointName), commandName, commandOptions);

    /// <inheritdoc cref="WithHttpCommand{TResource}(IResourceBuilder{TResource}, string, string, string, string, HttpCommandOptions)"/>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        Func<EndpointReference>? endpointSelector,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        var options = commandOptions ?? new HttpCommandOptions();
        var endpoint = (endpointSelector ?? options.EndpointSelector)?.Invoke()
            ?? DefaultHttpEndpoint(builder.Resource, "HTTP command", "WithHttpCommand()");
        options.UpdateState ??= context => context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
        var method = options.Method ?? HttpMethod.Post;
        var name = commandName ?? $"{builder.Resource.Name}-{endpoint.EndpointName}-{method.Method.ToLowerInvariant()}-{path}";
        return builder.WithCommand(name, displayName, context => RequestAsync(context, endpoint, path, method, options), options);
    }

    private static async Task<ExecuteCommandResult> RequestAsync(
        ExecuteCommandContext context, EndpointReference endpoint, string path, HttpMethod method, HttpCommandOptions options)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(new Uri(endpoint.Url), path));
            if (options.PrepareRequest is { } prepare)
            {
                await prepare(new HttpCommandRequestContext
                {
                    ServiceProvider = context.ServiceProvider,
                    ResourceName = context.ResourceName,
                    Endpoint = endpoint,
                    CancellationToken = context.CancellationToken,
                    HttpClient = CommandClient,
                    Request = request,
                }).ConfigureAwait(false);
            }

            using var response = await CommandClient.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            if (options.GetCommandResult is { } judge)
            {
                return await judge(new HttpCommandResultContext
                {
                    ServiceProvider = context.ServiceProvider,
                    ResourceName = context.ResourceName,
                    Endpoint = endpoint,
                    CancellationToken = context.CancellationToken,
                    HttpClient = CommandClient,
                    Response = response,
                }).ConfigureAwait(false);
            }

            return response.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure(string.Create(
                CultureInfo.InvariantCulture, $"{method} {request.RequestUri} answered {(int)response.StatusCode}."));
        }
        catch (HttpRequestException error)
        {
            return CommandResults.Failure($"{method} {endpoint.Url}{path} got no answer: {error.Message}");
        }
    }
}
