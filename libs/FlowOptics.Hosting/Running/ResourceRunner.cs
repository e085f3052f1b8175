using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One instance of a resource: waits, starts its process, follows it to its end, and can be stopped and started again.</summary>
internal sealed class ResourceRunner(
    IResource resource, int replica, string id, ProcessSpecs specs, ResourceNotificationService notifications, HealthMonitor health, TimeProvider time)
    : IDisposable
{
    public const string ReasonProperty = "state.reason";
    public const string ProcessIdProperty = "executable.pid";

    private readonly ResourceWaits _waits = new(notifications);
    private readonly int _replica = replica;
    private readonly ProcessSpecs _specs = specs;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Run? _run;

    public IResource Resource { get; } = resource;

    public string Id { get; } = id;

    public ConsoleLog Log { get; } = new(time);

    /// <summary>Begins to run it; does nothing where it runs already.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_run is { Completion.IsCompleted: false }) return;
            _run?.Dispose();
            _run = new Run(this);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Asks it to end; kills it when it has not ended after <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_run is { Completion.IsCompleted: false } run) await run.StopAsync(patience).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => _run?.Kill();

    public void Dispose()
    {
        _run?.Dispose();
        _gate.Dispose();
    }

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => _ = notifications.PublishUpdateAsync(Resource, Id, change);

    private static CustomResourceSnapshot With(CustomResourceSnapshot snapshot, string state, string? reason = null, string? style = null, int? pid = null) => snapshot with
    {
        State = new ResourceStateSnapshot(state, style),
        Properties = [.. Properties(reason, pid)],
        HealthReports = [],
    };

    private static IEnumerable<ResourcePropertySnapshot> Properties(string? reason, int? pid)
    {
        if (reason is not null) yield return new(ReasonProperty, reason);
        if (pid is not null) yield return new(ProcessIdProperty, pid);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            await health.WatchAsync(Resource, Id, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended; there is nothing to watch.
        }
    }

    private sealed class Run : IDisposable
    {
        private readonly ResourceRunner _owner;
        private readonly CancellationTokenSource _stopping = new();
        private ChildProcess? _child;

        public Run(ResourceRunner owner)
        {
            _owner = owner;
            Completion = Task.Run(RunAsync);
        }

        public Task Completion { get; }

        public async Task StopAsync(TimeSpan patience)
        {
            _owner.Publish(snapshot => With(snapshot, KnownResourceStates.Stopping));
            await _stopping.CancelAsync().ConfigureAwait(false);
            _child?.Terminate();
            await Task.WhenAny(Completion, Task.Delay(patience)).ConfigureAwait(false);
            if (!Completion.IsCompleted)
            {
                _owner.Log.Append($"It did not end within {patience.TotalSeconds:0.#} s of being asked to, and is killed.", isError: true);
                _child?.Kill();
            }

            await Completion.ConfigureAwait(false);
        }

        public void Kill() => _child?.Kill();

        public void Dispose()
        {
            _stopping.Dispose();
            _child?.Dispose();
        }

        private async Task RunAsync()
        {
            try
            {
                await WaitForOthersAsync().ConfigureAwait(false);
                _owner.Publish(snapshot => With(snapshot, KnownResourceStates.Starting) with { ExitCode = null, StartTimeStamp = null, StopTimeStamp = null });
                var spec = await _owner._specs.CreateAsync(_owner.Resource, _owner._replica, _stopping.Token).ConfigureAwait(false);
                var child = await ChildProcess.StartAsync(spec, OrphanGuard.ForThisMachine, _owner.Log.Append).ConfigureAwait(false);
                _child = child;
                // Asked to stop while it was being started: it has not been told yet.
                if (_stopping.IsCancellationRequested) child.Terminate();
                await FollowAsync(child, spec).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                _owner.Publish(snapshot => With(snapshot, KnownResourceStates.NotStarted));
            }
            catch (Exception error)
            {
                // Whatever keeps a process from starting is its state, which the dashboard and the console show; the others go on.
                _owner.Log.Append(error is DistributedApplicationException ? error.Message : error.ToString(), isError: true);
                _owner.Publish(snapshot => With(snapshot, KnownResourceStates.FailedToStart, error.Message, "error"));
            }
        }

        private async Task WaitForOthersAsync()
        {
            while (_owner._waits.Open(_owner.Resource) is { Count: > 0 } open)
            {
                var what = string.Join(", ", open.Select(ResourceWaits.Describe));
                _owner.Publish(snapshot => With(snapshot, KnownResourceStates.Waiting, $"waits for {what}"));
                await _owner._waits.WaitAsync(open[0], _stopping.Token).ConfigureAwait(false);
            }
        }

        private async Task FollowAsync(ChildProcess child, ProcessSpec spec)
        {
            _owner.Publish(snapshot => With(snapshot, KnownResourceStates.Running, style: "success", pid: child.Id) with
            {
                StartTimeStamp = _owner.Now,
                HealthReports = HealthMonitor.Unknown(_owner.Resource),
                EnvironmentVariables = [.. spec.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new EnvironmentVariableSnapshot(pair.Key, pair.Value, IsFromSpec: true))],
            });
            using var running = new CancellationTokenSource();
            var watch = _owner.WatchHealthAsync(running.Token);
            var exitCode = await child.Exited.ConfigureAwait(false);
            await running.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
            var stopped = _stopping.IsCancellationRequested;
            var finished = exitCode == 0 && !stopped;
            _owner.Publish(snapshot => With(
                snapshot,
                finished ? KnownResourceStates.Finished : KnownResourceStates.Exited,
                stopped ? "stopped" : finished ? null : $"ended with exit code {exitCode}",
                stopped || finished ? null : "error") with
            {
                ExitCode = exitCode,
                StopTimeStamp = _owner.Now,
            });
        }
    }
}
