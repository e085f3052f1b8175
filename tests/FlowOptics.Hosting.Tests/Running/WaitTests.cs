using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Running;

public sealed class WaitTests
{
    private const string Forever = "while :; do sleep 0.05; done";

    [Fact]
    public async Task A_wait_outlasts_the_others_end_unless_it_says_otherwise()
    {
        var flag = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var builder = TestApp.NewBuilder();
        builder.Services.AddHealthChecks().AddCheck("flag", () => File.Exists(flag) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        var crash = TestApp.AddShell(builder, "crash", "test -e \"$FLAG\" && exec sleep 60; exit 3").WithEnvironment("FLAG", flag).WithHealthCheck("flag");
        TestApp.AddShell(builder, "patient", Forever).WaitFor(crash);
        TestApp.AddShell(builder, "impatient", Forever).WaitFor(crash, WaitBehavior.StopOnResourceUnavailable);
        await using var app = await TestApp.StartAsync(builder);
        var failed = await app.UntilAsync("impatient", KnownResourceStates.FailedToStart);
        Assert.Contains(failed.Properties, property => property.Value is "It waits for 'crash', which is Exited.");
        await app.UntilAsync("patient", KnownResourceStates.Waiting);

        await File.WriteAllTextAsync(flag, "", TestContext.Current.CancellationToken);
        await app.Runner("crash").StartAsync();

        await app.UntilAsync("patient", KnownResourceStates.Running);
        File.Delete(flag);
    }

    [Fact]
    public async Task Completion_may_be_any_exit_code_that_is_asked_for()
    {
        var builder = TestApp.NewBuilder();
        var setup = TestApp.AddShell(builder, "setup", "exit 4");
        TestApp.AddShell(builder, "after", Forever).WaitForCompletion(setup, exitCode: 4);
        await using var app = await TestApp.StartAsync(builder);

        await app.UntilAsync("after", KnownResourceStates.Running);
    }

    [Fact]
    public void Nobody_waits_for_himself_and_nobody_is_his_own_ancestor()
    {
        var builder = TestApp.NewBuilder();
        var a = TestApp.AddShell(builder, "a", "");
        Assert.Equal("The 'a' resource cannot wait for itself.", Assert.Throws<DistributedApplicationException>(() => a.WaitForCompletion(a)).Message);

        var b = TestApp.AddShell(builder, "b", "").WithParentRelationship(a);
        b.WithChildRelationship(a);
        Assert.Equal("Resources are each other's parents in a circle: a → b → a.", Assert.Throws<DistributedApplicationException>(builder.Build).Message);
    }

    [Fact]
    public async Task The_graph_of_resources_shows_who_hangs_on_whom()
    {
        var builder = TestApp.NewBuilder();
        var group = TestApp.AddShell(builder, "group", "").WithExplicitStart().WithIconName("Box", IconVariant.Regular);
        var api = TestApp.AddShell(builder, "api", "").WithHttpEndpoint().WithExplicitStart().WithParentRelationship(group);
        TestApp.AddShell(builder, "client", "").WithExplicitStart().WithEnvironment("API", api.GetEndpoint("http")).WithEnvironment("AGAIN", $"{api.GetEndpoint("http")}/x").WaitFor(api);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal([new("group", "Parent")], (await app.UntilAsync("api", KnownResourceStates.NotStarted)).Relationships);
        Assert.Equal([new("api", "Reference"), new("api", "WaitFor")], (await app.UntilAsync("client", KnownResourceStates.NotStarted)).Relationships);
        Assert.Equal(("Box", IconVariant.Regular), ((await app.UntilAsync("group", KnownResourceStates.NotStarted)) is { } shown ? (shown.IconName, shown.IconVariant) : default));
    }
}
