using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Eventing;

public sealed class EventTests
{
    private const string Forever = "while :; do sleep 0.05; done";

    [Fact]
    public async Task Events_come_in_Aspires_order()
    {
        var heard = new ConcurrentQueue<string>();
        Task Hear(string what)
        {
            heard.Enqueue(what);
            return Task.CompletedTask;
        }

        var builder = TestApp.NewBuilder();
        var mqtt = builder.AddConnectionString("mqtt", ReferenceExpression.Create($"mqtt://somewhere"));
        var shell = TestApp.AddShell(builder, "shell", "echo ran").WithHttpEndpoint();
        builder.OnBeforeStart((_, _) => Hear("before start"));
        shell.OnInitializeResource((_, _, _) => Hear("initialize"))
            .OnResourceEndpointsAllocated((resource, _, _) => Hear($"port {resource.Annotations.OfType<EndpointAnnotation>().Single().AllocatedEndpoint is not null}"))
            .OnBeforeResourceStarted((_, _, _) => Hear("before resource"))
            .OnResourceReady((_, _, _) => Hear("ready"))
            .OnResourceStopped((_, stopped, _) => Hear($"stopped {stopped.ResourceEvent.Snapshot.State?.Text}"));
        mqtt.OnConnectionStringAvailable(async (resource, _, ct) => await Hear((await resource.ConnectionStringExpression.GetValueAsync(ct))!));
        builder.Eventing.Subscribe<AfterResourcesCreatedEvent>((happened, _) => Hear($"created {happened.Model.Resources.Count}"));
        await using var app = await TestApp.StartAsync(builder);
        await Eventually.TrueAsync(() => heard.Contains("stopped Finished"), () => string.Join(", ", heard));

        // What the process does goes its own way beside the last of AppHost's own.
        Assert.Equal(["before start", "initialize", "mqtt://somewhere", "port True", "before resource", "stopped Finished"], heard.Where(what => what is not ("created 2" or "ready")));
        Assert.Contains("created 2", heard);
    }

    [Fact]
    public async Task Who_waits_for_health_waits_for_those_who_hear_of_it_too()
    {
        var seeded = new TaskCompletionSource();
        var builder = TestApp.NewBuilder();
        builder.Services.AddHealthChecks().AddCheck("always", () => HealthCheckResult.Healthy());
        var store = TestApp.AddShell(builder, "store", Forever).WithHealthCheck("always").OnResourceReady((_, _, _) => seeded.Task);
        TestApp.AddShell(builder, "api", Forever).WaitFor(store);
        await using var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceAsync("store", change => change.Snapshot.HealthStatus == HealthStatus.Healthy, TestContext.Current.CancellationToken).WaitAsync(TestApp.Patience);
        await app.UntilAsync("api", KnownResourceStates.Waiting);

        seeded.SetResult();

        await app.UntilAsync("api", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Who_fails_before_a_start_keeps_the_resource_from_starting()
    {
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "api", Forever).OnBeforeResourceStarted((_, _, _) => throw new DistributedApplicationException("no licence"));
        await using var app = await TestApp.StartAsync(builder);

        await app.UntilAsync("api", KnownResourceStates.FailedToStart);
        await app.LineAsync("api", line => line == "no licence");
    }

    [Fact]
    public async Task The_model_can_be_changed_until_the_start_and_is_checked_then()
    {
        var builder = TestApp.NewBuilder();
        builder.OnBeforeStart((happened, _) =>
        {
            TestApp.AddShell(builder, "late", Forever);
            Assert.True(happened.Model.Resources.TryGetByName("LATE", out var late) && late is ExecutableResource);
            return Task.CompletedTask;
        });
        await using var app = await TestApp.StartAsync(builder);
        await app.UntilAsync("late", KnownResourceStates.Running);

        var wrong = TestApp.NewBuilder();
        var a = TestApp.AddShell(wrong, "a", Forever);
        var b = TestApp.AddShell(wrong, "b", Forever).WaitFor(a);
        wrong.OnBeforeStart((_, _) => Task.FromResult(a.WaitFor(b)));
        await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(wrong));
    }

    [Fact]
    public async Task A_subscription_can_be_taken_back_and_hears_of_its_resource_alone()
    {
        var builder = TestApp.NewBuilder();
        var heard = new List<string>();
        var one = TestApp.AddShell(builder, "one", "");
        var two = TestApp.AddShell(builder, "two", "");
        var eventing = new DistributedApplicationEventing();
        Func<ResourceReadyEvent, CancellationToken, Task> Hear(string who) => (ready, _) =>
        {
            heard.Add($"{who} {ready.Resource.Name}");
            return Task.CompletedTask;
        };
        eventing.Subscribe(one.Resource, Hear("one"));
        var all = eventing.Subscribe(Hear("all"));
        using var services = new ServiceCollection().BuildServiceProvider();

        await eventing.PublishAsync(new ResourceReadyEvent(one.Resource, services), TestContext.Current.CancellationToken);
        await eventing.PublishAsync(new ResourceReadyEvent(two.Resource, services), TestContext.Current.CancellationToken);
        eventing.Unsubscribe(all);
        await eventing.PublishAsync(new ResourceReadyEvent(one.Resource, services), EventDispatchBehavior.BlockingConcurrent, TestContext.Current.CancellationToken);

        Assert.Equal(["one one", "all one", "all two", "one one"], heard);
    }
}
