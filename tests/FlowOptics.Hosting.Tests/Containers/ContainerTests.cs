using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Containers;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests.Containers;

public sealed class ContainerTests
{
    private const string Secret = "correct-horse-battery";

    [Fact]
    public async Task A_container_is_made_started_and_removed_and_no_secret_is_in_a_command_line_or_a_view()
    {
        using var runtime = new StandInRuntime();
        var builder = runtime.NewBuilder();
        builder.Configuration["Parameters:key"] = Secret;
        var store = builder.AddContainer("store", "docker.io/library/redis", "8").WithHttpEndpoint(targetPort: 6379, env: "PORT").WithArgs("--flag")
            .WithEnvironment("SECRET", builder.AddParameter("key", secret: true));
        TestApp.AddShell(builder, "client", "exec sleep 60").WithEnvironment("STORE", store.GetEndpoint("http")).WaitFor(store);
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.LineAsync("store", line => line == "secret: ••••••••");
            await app.UntilAsync("client", KnownResourceStates.Running);
            app.Notifications.TryGetCurrentState("store", out var state);
            Assert.Contains(state!.Snapshot.EnvironmentVariables, variable => variable is { Name: "SECRET", Value: "••••••••" });
            Assert.Contains(state.Snapshot.EnvironmentVariables, variable => variable is { Name: "PORT", Value: "6379" });
        }

        var create = Assert.Single(runtime.Calls, call => call.StartsWith("create ", StringComparison.Ordinal));
        var name = create.Split(' ')[2];
        Assert.StartsWith("store-", name, StringComparison.Ordinal);
        Assert.Contains($"--publish 127.0.0.1:{store.GetEndpoint("http").Port}:6379 ", create, StringComparison.Ordinal);
        Assert.Contains("--label aspire.resource=store ", create, StringComparison.Ordinal);
        Assert.Contains("--env SECRET ", create, StringComparison.Ordinal);
        Assert.EndsWith(" docker.io/library/redis:8 --flag", create, StringComparison.Ordinal);
        Assert.DoesNotContain(runtime.Calls, call => call.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains($"start --attach {name}", runtime.Calls);
        Assert.Contains($"stop -t 600 {name}", runtime.Calls);
        Assert.Contains($"rm --force --volumes {name}", runtime.Calls);
    }

    [Fact]
    public async Task Without_a_runtime_containers_fail_to_start_with_the_reason_and_the_rest_goes_on()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = "no-such-runtime";
        builder.AddContainer("store", "redis");
        TestApp.AddShell(builder, "other", "exec sleep 60");
        await using var app = await TestApp.StartAsync(builder);

        var store = await app.UntilAsync("store", KnownResourceStates.FailedToStart);

        Assert.Contains(store.Properties, property => property.Value is "A container needs a container runtime, and no-such-runtime is not in PATH: install one, or do without this resource.");
        await app.UntilAsync("other", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_runtime_that_does_not_answer_and_one_that_refuses_are_heard()
    {
        using var silent = new StandInRuntime();
        silent.FallSilent();
        using var refusing = new StandInRuntime();
        refusing.Refuse();

        Assert.Contains("does not answer: Cannot connect to the daemon", await ReasonAsync(silent), StringComparison.Ordinal);
        Assert.EndsWith("create' ended with exit code 125: pull access denied", await ReasonAsync(refusing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_reaper_was_told_of_is_removed_when_the_pipe_from_AppHost_ends()
    {
        using var runtime = new StandInRuntime();
        var path = await new ContainerRuntime(new ConfigurationBuilder().AddInMemoryCollection([new("ASPIRE_CONTAINER_RUNTIME", runtime.Name)]).Build())
            .FindAsync(TestContext.Current.CancellationToken);
        var reaper = new ContainerReaper();
        reaper.Watch(path, "one");
        reaper.Watch(path, "two");

        reaper.Dispose();

        await Eventually.TrueAsync(() => runtime.Calls.Contains("rm --force --volumes one two"), "the containers are still there");
    }

    [Fact]
    public void A_container_must_say_which_port_it_listens_on()
    {
        var builder = TestApp.NewBuilder();
        builder.AddContainer("store", "redis").WithEndpoint(port: 6379, name: "tcp");

        var error = Assert.Throws<DistributedApplicationException>(builder.Build);

        Assert.Equal("The endpoint 'tcp' of container resource 'store' has no targetPort: say which port the container listens on.", error.Message);
    }

    [Theory]
    [InlineData("redis", null, "redis", "latest", null)]
    [InlineData("library/redis:8", null, "library/redis", "8", null)]
    [InlineData("localhost:5000/app", "localhost:5000", "app", "latest", null)]
    [InlineData("ghcr.io/a/b:1.2", "ghcr.io", "a/b", "1.2", null)]
    [InlineData("redis@sha256:abc", null, "redis", null, "abc")]
    public void An_images_name_is_taken_apart(string text, string? registry, string image, string? tag, string? sha)
    {
        var annotation = TestApp.NewBuilder().AddContainer("c", text).Resource.Annotations.OfType<ContainerImageAnnotation>().Single();

        Assert.Equal((registry, image, tag, sha), (annotation.Registry, annotation.Image, annotation.Tag, annotation.SHA256));
    }

    private static async Task<string> ReasonAsync(StandInRuntime runtime)
    {
        var builder = runtime.NewBuilder();
        builder.AddContainer("store", "redis");
        await using var app = await TestApp.StartAsync(builder);
        var store = await app.UntilAsync("store", KnownResourceStates.FailedToStart);
        return (string)store.Properties.First(property => property.Name == "state.reason").Value!;
    }
}
