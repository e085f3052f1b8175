using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aspire.Hosting.Dashboard;

/// <summary>The resources and their states, live, and what can be done to them.</summary>
internal sealed class ResourcesApi(ResourceRunners runners, ResourceNotificationService notifications, ResourceCommandService commands)
{
    // A start changes a state some ten times a second: the page gets them together.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(100);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/resources", All);
        routes.MapGet("/api/resources/live", (CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(LiveAsync(cancellationToken), eventType: "resources"));
        routes.MapGet("/api/resources/{id}", Details);
        routes.MapPost("/api/resources/{id}/{command}", ExecuteAsync);
    }

    private List<ResourceView> All() => [.. notifications.Current
        .Where(change => (runners.Find(change.ResourceId) is not null || !ResourceRunners.IsRun(change.Resource)) && !change.Snapshot.IsHidden)
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

    private Results<Ok<ResourceDetails>, NotFound<string>> Details(string id) => notifications.TryGetCurrentState(id, out var known)
        ? TypedResults.Ok(ResourceDetails.Of(known))
        : TypedResults.NotFound($"There is no resource '{id}'.");

    /// <summary>Start, stop, restart, or a command of the app model's own. It goes on when the page that gave it is closed.</summary>
    private async Task<Results<Accepted, NotFound<string>, BadRequest<string>, ProblemHttpResult>> ExecuteAsync(string id, string command)
    {
        if (!notifications.TryGetCurrentState(id, out var known)) return TypedResults.NotFound($"There is no resource '{id}'.");
        var names = known.Snapshot.Commands.Select(one => one.Name).ToArray();
        if (!names.Contains(command)) return TypedResults.BadRequest($"'{command}' is no command of '{id}': {string.Join(", ", names)}.");
        var result = await commands.ExecuteCommandAsync(known.ResourceId, command).ConfigureAwait(false);
        return result.Success || result.Canceled
            ? TypedResults.Accepted((string?)null)
            : TypedResults.Problem(result.Message ?? "It does not say why.", statusCode: StatusCodes.Status500InternalServerError, title: "The command failed");
    }
}
