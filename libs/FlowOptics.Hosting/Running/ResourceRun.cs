using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One run of an instance, from its start to its end: tells, waits, starts the process, follows it.</summary>
internal sealed class ResourceRun : IDisposable
{
    private readonly ResourceRunner _owner;
    private readonly RunnerServices _services;
    private readonly ResourceWaits _waits;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _skipWaits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IStartedInstance? _started;

    public ResourceRun(ResourceRunner owner, RunnerServices services)
    {
        _owner = owner;
        _services = services;
        _waits = new ResourceWaits(services.Notifications);
        Completion = Task.Run(RunAsync);
    }

    public Task Completion { get; }

    private DateTime Now => _services.Time.GetUtcNow().UtcDateTime;

    public void SkipWaits() => _skipWaits.TrySetResult();

    public async Task StopAsync(TimeSpan patience)
    {
        Publish(snapshot => With(snapshot, KnownResourceStates.Stopping));
        await _stopping.CancelAsync().ConfigureAwait(false);
        _started?.Terminate();
        await Task.WhenAny(Completion, Task.Delay(patience, _services.Time)).ConfigureAwait(false);
        if (!Completion.IsCompleted)
        {
            _owner.Log.Append($"It did not end within {patience.TotalSeconds:0.#} s of being asked to, and is killed.", isError: true);
            _started?.Kill();
        }

        await Completion.ConfigureAwait(false);
    }

    public void Kill() => _started?.Kill();

    public void Dispose()
    {
        _stopping.Dispose();
        _started?.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _services.Events.BeforeStartAsync(_owner.Resource, _stopping.Token).ConfigureAwait(false);
            await WaitForOthersAsync().ConfigureAwait(false);
            Publish(snapshot => With(snapshot, KnownResourceStates.Starting) with { ExitCode = null, StartTimeStamp = null, StopTimeStamp = null });
            var started = await _services.Starter.StartAsync(_owner.Resource, _owner.Replica, _owner.Log.Append, _stopping.Token).ConfigureAwait(false);
            _started = started.Instance;
            // Asked to stop while it was being started: it has not been told yet.
            if (_stopping.IsCancellationRequested) started.Instance.Terminate();
            await FollowAsync(started).ConfigureAwait(false);
            await _services.Events.StoppedAsync(_owner.Resource, _owner.Id, _owner.Log).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Publish(snapshot => With(snapshot, KnownResourceStates.NotStarted));
        }
        catch (Exception error)
        {
            // Whatever keeps a process from starting is its state, which the dashboard and the console show; the others go on.
            var reason = _services.Secrets.Mask(error.Message);
            _owner.Log.Append(error is DistributedApplicationException ? reason : _services.Secrets.Mask(error.ToString()), isError: true);
            Publish(snapshot => With(snapshot, KnownResourceStates.FailedToStart, reason, "error"));
            await _services.Events.StoppedAsync(_owner.Resource, _owner.Id, _owner.Log).ConfigureAwait(false);
        }
    }

    private async Task WaitForOthersAsync()
    {
        while (!_skipWaits.Task.IsCompleted && _waits.Open(_owner.Resource) is { Count: > 0 } open)
        {
            var what = string.Join(", ", open.Select(ResourceWaits.Describe));
            Publish(snapshot => With(snapshot, KnownResourceStates.Waiting, $"waits for {what}"));
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var first = await Task.WhenAny(_waits.WaitAsync(open[0], over.Token), _skipWaits.Task).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(StartedResource started)
    {
        Publish(snapshot => With(snapshot, KnownResourceStates.Running, style: "success", pid: started.Instance.ProcessId, properties: started.Properties) with
        {
            StartTimeStamp = Now,
            HealthReports = HealthMonitor.Unknown(_owner.Resource),
            EnvironmentVariables = [.. started.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new EnvironmentVariableSnapshot(pair.Key, _services.Secrets.Mask(pair.Value), IsFromSpec: true))],
        });
        using var running = new CancellationTokenSource();
        var watch = WatchHealthAsync(running.Token);
        var ready = _services.Events.WhenHealthyAsync(_owner.Resource, _owner.Id, tell: _owner.Replica == 0, _owner.Log, running.Token);
        var exitCode = await started.Instance.Exited.ConfigureAwait(false);
        await running.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(watch, ready).ConfigureAwait(false);
        var stopped = _stopping.IsCancellationRequested;
        var finished = exitCode == 0 && !stopped;
        Publish(snapshot => With(
            snapshot,
            finished ? KnownResourceStates.Finished : KnownResourceStates.Exited,
            stopped ? "stopped" : finished ? null : $"ended with exit code {exitCode}",
            stopped || finished ? null : "error",
            properties: started.Properties) with
        {
            ExitCode = exitCode,
            StopTimeStamp = Now,
        });
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _services.Health.WatchAsync(_owner.Resource, _owner.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended; there is nothing to watch.
        }
    }

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        _ = _services.Notifications.PublishUpdateAsync(_owner.Resource, _owner.Id, change);

    private static CustomResourceSnapshot With(
        CustomResourceSnapshot snapshot, string state, string? reason = null, string? style = null, int? pid = null, IReadOnlyList<ResourcePropertySnapshot>? properties = null) =>
        snapshot with
        {
            State = new ResourceStateSnapshot(state, style),
            Properties = [.. Properties(reason, pid, properties ?? [])],
            HealthReports = [],
            IsReady = false,
        };

    private static IEnumerable<ResourcePropertySnapshot> Properties(string? reason, int? pid, IEnumerable<ResourcePropertySnapshot> more)
    {
        if (reason is not null) yield return new(ResourceRunner.ReasonProperty, reason);
        if (pid is not null) yield return new(ResourceRunner.ProcessIdProperty, pid);
        foreach (var property in more) yield return property;
    }
}
