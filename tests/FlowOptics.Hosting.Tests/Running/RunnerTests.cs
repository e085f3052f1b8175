using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Running;

public sealed class RunnerTests
{
    private const string Forever = "while :; do sleep 0.05; done";

    [Fact]
    public async Task A_crashed_process_is_shown_with_its_code_and_can_be_started_again()
    {
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "crash", "echo out; echo err >&2; exit 3");
        TestApp.AddShell(builder, "other", "exec sleep 60");
        await using var app = await TestApp.StartAsync(builder);

        var snapshot = await app.UntilAsync("crash", KnownResourceStates.Exited);
        await app.Runner("crash").StartAsync();
        await app.LineAsync("crash", _ => app.Runner("crash").Log.After(0).Count(line => line.Text == "out") == 2);

        Assert.Equal(3, snapshot.ExitCode);
        Assert.Contains(app.Runner("crash").Log.After(0), line => line is { Text: "err", IsError: true });
        await app.UntilAsync("other", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_process_that_ends_well_is_finished_and_releases_who_waits_for_that()
    {
        var builder = TestApp.NewBuilder();
        var setup = TestApp.AddShell(builder, "setup", "exit 0");
        var failing = TestApp.AddShell(builder, "failing", "exit 1");
        TestApp.AddShell(builder, "after", Forever).WaitForCompletion(setup);
        TestApp.AddShell(builder, "never", Forever).WaitForCompletion(failing);
        await using var app = await TestApp.StartAsync(builder);

        await app.UntilAsync("setup", KnownResourceStates.Finished);
        await app.UntilAsync("after", KnownResourceStates.Running);
        await app.UntilAsync("never", KnownResourceStates.FailedToStart);
    }

    [Fact]
    public async Task Who_waits_starts_when_the_other_is_healthy()
    {
        var healthy = false;
        var builder = TestApp.NewBuilder();
        builder.Services.AddHealthChecks().AddCheck("gate", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
        var first = TestApp.AddShell(builder, "first", Forever).WithHealthCheck("gate");
        TestApp.AddShell(builder, "second", Forever).WaitFor(first);
        await using var app = await TestApp.StartAsync(builder);

        await app.Notifications.WaitForResourceAsync(
            "first", change => change.Snapshot.HealthReports.Any(report => report.Description == "not yet"), TestContext.Current.CancellationToken).WaitAsync(TestApp.Patience);
        Assert.True(app.Notifications.TryGetCurrentState("second", out var waiting));
        Assert.Equal(KnownResourceStates.Waiting, waiting.Snapshot.State?.Text);
        healthy = true;

        await app.UntilAsync("second", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_program_that_is_not_installed_fails_to_start_and_the_others_go_on()
    {
        var builder = TestApp.NewBuilder();
        builder.AddExecutable("missing", "no-such-program-here", ".");
        builder.AddProject("unbuilt", "/none/Unbuilt.csproj");
        TestApp.AddShell(builder, "other", Forever);
        await using var app = await TestApp.StartAsync(builder);

        await app.UntilAsync("missing", KnownResourceStates.FailedToStart);
        await app.UntilAsync("unbuilt", KnownResourceStates.FailedToStart);
        await app.UntilAsync("other", KnownResourceStates.Running);
        await app.LineAsync("missing", line => line.Contains("'no-such-program-here' was not found", StringComparison.Ordinal));
        await app.LineAsync("unbuilt", line => line.Contains("dotnet build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_end_in_the_reverse_order_of_their_waits()
    {
        var file = Path.GetTempFileName();
        string Script(string name) => $"trap 'echo {name} >> {file}; exit 0' TERM; echo ready; {Forever}";
        var builder = TestApp.NewBuilder();
        var broker = TestApp.AddShell(builder, "broker", Script("broker"));
        var api = TestApp.AddShell(builder, "api", Script("api")).WaitFor(broker);
        TestApp.AddShell(builder, "web", Script("web")).WaitForStart(api).WaitFor(broker);
        await using (var app = await TestApp.StartAsync(builder))
        {
            foreach (var name in (string[])["broker", "api", "web"]) await app.LineAsync(name, line => line == "ready");
        }

        Assert.Equal(["web", "api", "broker"], await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
        File.Delete(file);
    }

    [Fact]
    public async Task A_process_that_does_not_listen_is_killed_with_all_that_it_started()
    {
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "deaf", $"trap '' TERM; sleep 300 & echo $$ $!; {Forever}");
        await using var app = await TestApp.StartAsync(builder);
        var processes = (await app.LineAsync("deaf", line => line.Length > 0)).Split(' ').Select(int.Parse).ToArray();

        await app.Runner("deaf").StopAsync(TimeSpan.FromMilliseconds(200));

        await Alive.NoneAsync(processes);
    }

    [Fact]
    public async Task A_replica_has_its_own_port_and_instance()
    {
        var builder = TestApp.NewBuilder();
        var project = builder.AddProject("api", "/none/Api.csproj").WithHttpEndpoint().WithReplicas(3);
        await using var app = await TestApp.StartAsync(builder);

        await app.UntilAsync("api-2", KnownResourceStates.FailedToStart);

        Assert.Equal(3, project.Resource.Annotations.OfType<EndpointAnnotation>().Single().Replicas.Select(replica => replica.Port).Distinct().Count());
    }
}
