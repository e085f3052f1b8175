using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Holds a resource back until all that it waits for is there.</summary>
internal sealed class ResourceWaits(ResourceNotificationService notifications)
{
    /// <summary>Those that are not satisfied now.</summary>
    public IReadOnlyList<WaitAnnotation> Open(IResource resource) =>
        [.. resource.Annotations.OfType<WaitAnnotation>().Where(wait => !IsSatisfied(wait))];

    /// <exception cref="DistributedApplicationException">What it waits for has ended, and the wait does not outlast that.</exception>
    public Task WaitAsync(WaitAnnotation wait, CancellationToken cancellationToken) => notifications.WaitForResourceAsync(
        wait.Resource.Name, _ => IsSatisfied(wait), cancellationToken);

    public static string Describe(WaitAnnotation wait) => wait.WaitType switch
    {
        WaitType.WaitUntilHealthy => $"{wait.Resource.Name} to be healthy",
        WaitType.WaitForCompletion => $"{wait.Resource.Name} to finish",
        _ => $"{wait.Resource.Name} to start",
    };

    private bool IsSatisfied(WaitAnnotation wait)
    {
        var instances = notifications.Current.Where(change => change.Resource == wait.Resource).Select(change => change.Snapshot).ToArray();
        // Parameters and connection strings run nothing, and never end: they are there.
        if (!ResourceRunners.IsRun(wait.Resource)) return true;
        if (wait.WaitType == WaitType.WaitForCompletion) return instances.All(snapshot => IsCompleted(wait, snapshot));
        if (wait.WaitBehavior == WaitBehavior.StopOnResourceUnavailable && instances.FirstOrDefault(IsOver) is { } over)
            throw new DistributedApplicationException($"It waits for '{wait.Resource.Name}', which is {over.State!.Text}.");
        return wait.WaitType == WaitType.WaitUntilStarted
            ? instances.All(snapshot => snapshot.State?.Text == KnownResourceStates.Running)
            : instances.All(snapshot => snapshot is { HealthStatus: HealthStatus.Healthy, IsReady: true });
    }

    private static bool IsOver(CustomResourceSnapshot snapshot) => snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    private static bool IsCompleted(WaitAnnotation wait, CustomResourceSnapshot snapshot)
    {
        if (!IsOver(snapshot)) return false;
        if (snapshot.ExitCode == wait.ExitCode) return true;
        throw new DistributedApplicationException(snapshot.ExitCode is { } code
            ? $"It waits for '{wait.Resource.Name}' to finish with exit code {wait.ExitCode}, but that was {code}."
            : $"It waits for '{wait.Resource.Name}' to finish, which is {snapshot.State!.Text}.");
    }
}
