using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests;

/// <summary>A model that really runs: its processes are small shells, and all are gone when it is disposed of.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private TestApp(DistributedApplication app) => App = app;

    public DistributedApplication App { get; }

    public ResourceNotificationService Notifications => App.ResourceNotifications;

    public static IDistributedApplicationBuilder NewBuilder(bool dashboard = false) => DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { Args = [], DisableDashboard = !dashboard });

    public static async Task<TestApp> StartAsync(IDistributedApplicationBuilder builder)
    {
        var app = new TestApp(builder.Build());
        try
        {
            await app.App.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }

    /// <summary>A shell that runs a script.</summary>
    public static IResourceBuilder<ExecutableResource> AddShell(IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "sh", Path.GetTempPath(), "-c", script);

    public ResourceRunner Runner(string id) => App.Services.GetRequiredService<ResourceRunners>().Find(id)!;

    public async Task<CustomResourceSnapshot> UntilAsync(string id, string state)
    {
        var change = await Notifications.WaitForResourceAsync(id, change => change.Snapshot.State?.Text == state, TestContext.Current.CancellationToken).WaitAsync(Patience);
        return change.Snapshot;
    }

    /// <summary>Waits for a line in the resource's console.</summary>
    public async Task<string> LineAsync(string id, Func<string, bool> isIt)
    {
        using var limit = new CancellationTokenSource(Patience);
        var log = Runner(id).Log;
        for (long after = 0; ;)
        {
            await log.MoreAsync(after, limit.Token);
            foreach (var line in log.After(after))
            {
                if (isIt(line.Text)) return line.Text;
                after = line.Number;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
    }
}
