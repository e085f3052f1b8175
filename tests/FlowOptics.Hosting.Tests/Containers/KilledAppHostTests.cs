using System.Diagnostics;

namespace Aspire.Hosting.Tests.Containers;

/// <summary>A container belongs to its runtime's server, and would outlive an AppHost that is killed.</summary>
public sealed class KilledAppHostTests
{
    /// <summary>Not a test but what the test below kills: this program again, asked to be an AppHost until it is killed.</summary>
    [Fact(Explicit = true)]
    public async Task An_AppHost_with_a_container_for_the_other_test()
    {
        var builder = TestApp.NewBuilder();
        builder.AddContainer("store", "redis");
        await using var app = await TestApp.StartAsync(builder);
        await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Killed_with_SIGKILL_it_leaves_no_container_behind()
    {
        using var runtime = new StandInRuntime();
        var info = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "FlowOptics.Hosting.Tests"),
            ["-explicit", "only", "-method", $"{typeof(KilledAppHostTests).FullName}.{nameof(An_AppHost_with_a_container_for_the_other_test)}"])
        { UseShellExecute = false, RedirectStandardOutput = true };
        info.Environment["ASPIRE_CONTAINER_RUNTIME"] = runtime.Name;
        using var host = Process.Start(info)!;
        await Eventually.TrueAsync(() => runtime.Calls.Any(call => call.StartsWith("start --attach ", StringComparison.Ordinal)), () => string.Join('\n', runtime.Calls));
        var container = runtime.Calls.First(call => call.StartsWith("start --attach ", StringComparison.Ordinal)).Split(' ')[2];

        host.Kill();

        await Eventually.TrueAsync(() => runtime.Calls.Contains($"rm --force --volumes {container}"), () => string.Join('\n', runtime.Calls));
    }
}
