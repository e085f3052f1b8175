using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One instance of a resource: can be started, stopped and started again; each time is a <see cref="ResourceRun"/>.</summary>
internal sealed class ResourceRunner(IResource resource, int replica, string id, RunnerServices services) : IDisposable
{
    public const string ReasonProperty = "state.reason";
    public const string ProcessIdProperty = "executable.pid";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ResourceRun? _run;

    public IResource Resource { get; } = resource;

    public int Replica { get; } = replica;

    public string Id { get; } = id;

    public ConsoleLog Log { get; } = new(services.Time);

    /// <summary>Begins to run it. One that waits for others waits no longer; one that runs goes on.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_run is { Completion.IsCompleted: false } run)
            {
                run.SkipWaits();
                return;
            }

            _run?.Dispose();
            _run = new ResourceRun(this, services);
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
}
