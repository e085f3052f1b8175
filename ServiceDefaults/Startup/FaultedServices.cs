using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlowOptics.ServiceDefaults.Startup;

/// <summary>
/// Makes the process say by its exit code that a background service of it failed: the host stops then, as if it had been asked to, and what started the process would take the end for a wanted one.
/// </summary>
internal sealed class FaultedServices(IServiceProvider services) : IHostedService
{
    private BackgroundService[] _background = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not when it is stopped: who disposes of a host stops it once more, and then it gives out nothing.
        _background = [.. services.GetServices<IHostedService>().OfType<BackgroundService>()];
        return Task.CompletedTask;
    }

    /// <summary>Registered before all others, so it is stopped after them.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_background.Any(service => service.ExecuteTask is { IsFaulted: true })) Environment.ExitCode = 1;
        return Task.CompletedTask;
    }
}
