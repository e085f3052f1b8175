using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows each instance's present state, tells every change, and lets others wait for one.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private bool _disposed;

    private readonly IServiceProvider _services;

    internal ResourceNotificationService(IServiceProvider services) => _services = services;

    /// <summary>Changes what is known of a resource, and tells so.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        PublishUpdateAsync(resource, resource.Name, stateFactory);

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_lock)
        {
            var before = _current.TryGetValue(resourceId, out var known) ? known.Snapshot : Initial(resource);
            var after = WithCommands(resource, stateFactory(before));
            if (known is not null && before == after) return Task.CompletedTask;
            var change = new ResourceEvent(resource, resourceId, after);
            _current[resourceId] = change;
            // Unbounded, so that no state is lost; watchers are few, and states change a few times in a resource's life.
            foreach (var watcher in _watchers) watcher.TryWrite(change);
        }

        return Task.CompletedTask;
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_lock) return _current.TryGetValue(resourceId, out resourceEvent);
    }

    /// <summary>The present state of every instance, then each change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        lock (_lock)
        {
            foreach (var known in _current.Values) channel.Writer.TryWrite(known);
            if (_disposed) channel.Writer.Complete();
            else _watchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return change;
        }
        finally
        {
            lock (_lock) _watchers.Remove(channel.Writer);
        }
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsOf(change, resourceName) && predicate(change)) return change;
        }

        throw new OperationCanceledException($"The application ended while resource '{resourceName}' was awaited.", cancellationToken);
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
    {
        var target = targetState ?? KnownResourceStates.Running;
        return WaitForResourceAsync(
            resourceName, change => string.Equals(change.Snapshot.State?.Text, target, StringComparison.OrdinalIgnoreCase), cancellationToken);
    }

    /// <returns>Which of the states it was.</returns>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var targets = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var change = await WaitForResourceAsync(
            resourceName, change => change.Snapshot.State is { } state && targets.Contains(state.Text), cancellationToken).ConfigureAwait(false);
        return change.Snapshot.State!.Text;
    }

    /// <summary>Waits until it is healthy, and those who hear of that have done what they do then.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);

    /// <exception cref="DistributedApplicationException">It has ended, and the wait does not outlast that.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot is { HealthStatus: HealthStatus.Healthy, IsReady: true }
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && change.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text)),
            cancellationToken).ConfigureAwait(false);
        return change.Snapshot.HealthStatus == HealthStatus.Healthy
            ? change
            : throw new DistributedApplicationException($"Resource '{resourceName}' is {change.Snapshot.State!.Text}, and did not become healthy.");
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var watcher in _watchers) watcher.TryComplete();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The present state of every instance.</summary>
    internal IReadOnlyList<ResourceEvent> Current
    {
        get
        {
            lock (_lock) return [.. _current.Values];
        }
    }

    private static bool IsOf(ResourceEvent change, string name) =>
        string.Equals(change.Resource.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(change.ResourceId, name, StringComparison.OrdinalIgnoreCase);

    private static CustomResourceSnapshot Initial(IResource resource)
    {
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        return new()
        {
            ResourceType = resource switch
            {
                ParameterResource parameter => parameter.IsConnectionString ? "ConnectionString" : "Parameter",
                _ => resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal),
            },
            Properties = [],
            CreationTimeStamp = DateTime.UtcNow,
            IconName = icon?.IconName,
            IconVariant = icon?.IconVariant,
        };
    }

    // Which commands can be given depends on the state, so it is worked out with each.
    private CustomResourceSnapshot WithCommands(IResource resource, CustomResourceSnapshot snapshot)
    {
        var commands = resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => Snapshot(command, snapshot)).ToArray();
        // The same commands again are no change.
        return snapshot.Commands.SequenceEqual(commands) ? snapshot : snapshot with { Commands = [.. commands] };
    }

    private ResourceCommandSnapshot Snapshot(ResourceCommandAnnotation command, CustomResourceSnapshot snapshot)
    {
        var state = ResourceCommandState.Disabled;
        var description = command.DisplayDescription;
        try
        {
            state = command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = _services });
        }
        catch (Exception error)
        {
            // Whatever a command's maker does wrong is the command's own trouble, and no reason to lose a resource's state.
            description = $"Whether it can be given now is not known: {error.Message}";
        }

        return new ResourceCommandSnapshot(
            command.Name,
            state,
            command.DisplayName,
            description,
            Parameter: null,
            command.ConfirmationMessage,
            command.IconName,
            command.IconVariant,
            command.IsHighlighted);
    }
}
