using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>The resources and their states, live, and what can be done to them.</summary>
internal sealed class ResourcesApi(ResourceRunners runners, ResourceNotificationService notifications)
{
    // A start changes a state some ten times a second: the page gets them together.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/resources", All);
        routes.MapGet("/api/resources/live", (CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(LiveAsync(cancellationToken), eventType: "resources"));
        routes.MapPost("/api/resources/{id}/{command}", ExecuteAsync);
    }

    private List<ResourceView> All() => [.. notifications.Current
        .Where(change => runners.Find(change.ResourceId) is not null)
        .Select(ResourceView.Of)
        .OrderBy(view => view.Id, StringComparer.OrdinalIgnoreCase)];

    /// <summary>All of them at once, and again after every change: a resource is a few hundred bytes.</summary>
    private async IAsyncEnumerable<List<ResourceView>> LiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = notifications.WatchAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var end = changes.ConfigureAwait(false);
        var next = changes.MoveNextAsync().AsTask();
        while (await next.ConfigureAwait(false))
        {
            var until = Task.Delay(Together, cancellationToken);
            do
            {
                next = changes.MoveNextAsync().AsTask();
            }
            while (await Task.WhenAny(next, until).ConfigureAwait(false) == next && await next.ConfigureAwait(false));

            yield return All();
        }
    }

    private async Task<Results<Accepted, NotFound<string>, BadRequest<string>>> ExecuteAsync(string id, string command)
    {
        if (runners.Find(id) is not { } runner) return TypedResults.NotFound($"There is no resource '{id}'.");
        switch (command)
        {
            case "start":
                await runner.StartAsync().ConfigureAwait(false);
                break;
            case "stop":
                await runner.StopAsync(StopPatience).ConfigureAwait(false);
                break;
            case "restart":
                await runner.StopAsync(StopPatience).ConfigureAwait(false);
                await runner.StartAsync().ConfigureAwait(false);
                break;
            default:
                return TypedResults.BadRequest($"'{command}' is no command: start, stop and restart are.");
        }

        return TypedResults.Accepted((string?)null);
    }
}
