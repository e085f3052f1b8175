using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Commands;

public sealed class CommandTests
{
    private const string Forever = "while :; do sleep 0.05; done";

    [Fact]
    public async Task A_resource_is_stopped_started_and_restarted_by_its_commands_which_say_when_they_can_be_given()
    {
        var builder = TestApp.NewBuilder();
        var shell = TestApp.AddShell(builder, "shell", $"echo ran; {Forever}");
        await using var app = await TestApp.StartAsync(builder);
        var commands = app.App.ResourceCommands;
        Task RanAsync(int times) => app.LineAsync("shell", _ => app.Runner("shell").Log.After(0).Count(line => line.Text == "ran") == times);
        await RanAsync(1);

        Assert.Equal((ResourceCommandState.Hidden, ResourceCommandState.Enabled, ResourceCommandState.Enabled), States(await app.UntilAsync("shell", KnownResourceStates.Running)));
        Assert.True((await commands.ExecuteCommandAsync(shell.Resource, KnownResourceCommands.StopCommand, TestContext.Current.CancellationToken)).Success);
        Assert.Equal((ResourceCommandState.Enabled, ResourceCommandState.Hidden, ResourceCommandState.Disabled), States(await app.UntilAsync("shell", KnownResourceStates.Exited)));
        Assert.True((await commands.ExecuteCommandAsync("shell", KnownResourceCommands.StartCommand, TestContext.Current.CancellationToken)).Success);
        await RanAsync(2);
        Assert.True((await commands.ExecuteCommandAsync("shell", KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken)).Success);
        await RanAsync(3);
    }

    [Fact]
    public async Task A_command_of_ones_own_is_run_logs_to_the_console_and_its_error_is_its_result()
    {
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "shell", Forever)
            .WithCommand("greet", "Greet", context =>
            {
                Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(context.Logger, "hello {Name}", context.ResourceName);
                return Task.FromResult(CommandResults.Success("done"));
            }, new CommandOptions { Description = "Says hello", ConfirmationMessage = "Really?", UpdateState = _ => ResourceCommandState.Disabled })
            .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("no"), new CommandOptions { UpdateState = _ => throw new InvalidOperationException("lost") });
        await using var app = await TestApp.StartAsync(builder);
        var commands = app.App.ResourceCommands;

        Assert.Equal("done", (await commands.ExecuteCommandAsync("shell", "greet", TestContext.Current.CancellationToken)).Message);
        await app.LineAsync("shell", line => line == "info: hello shell");
        Assert.Equal("The command 'fail' of resource 'shell' failed: no", (await commands.ExecuteCommandAsync("shell", "fail", TestContext.Current.CancellationToken)).Message);
        Assert.Equal("'nothing' is no command of resource 'shell'.", (await commands.ExecuteCommandAsync("shell", "nothing", TestContext.Current.CancellationToken)).Message);
        Assert.Equal("There is no resource 'nobody'.", (await commands.ExecuteCommandAsync("nobody", "greet", TestContext.Current.CancellationToken)).Message);
        app.Notifications.TryGetCurrentState("shell", out var state);
        var greet = Assert.Single(state!.Snapshot.Commands, command => command.Name == "greet");
        var fail = Assert.Single(state.Snapshot.Commands, command => command.Name == "fail");
        Assert.Equal((ResourceCommandState.Disabled, "Whether it can be given now is not known: lost"), (fail.State, fail.DisplayDescription));
        Assert.Equal(("Greet", "Says hello", "Really?", ResourceCommandState.Disabled), (greet.DisplayName, greet.DisplayDescription, greet.ConfirmationMessage, greet.State));
    }

    [Fact]
    public async Task A_command_over_http_asks_the_endpoint_and_takes_its_answer()
    {
        var builder = TestApp.NewBuilder();
        var port = FreePort.Find();
        using var server = new HttpListener { Prefixes = { $"http://localhost:{port}/" } };
        var asked = new List<string>();
        // Nobody listens on the port while AppHost looks whether it is free.
        TestApp.AddShell(builder, "api", Forever).WithHttpEndpoint(port: port)
            .WithHttpCommand("/reset", "Reset", commandName: "reset")
            .WithHttpCommand("/bad", "Bad", commandName: "bad", commandOptions: new HttpCommandOptions
            {
                Method = HttpMethod.Put,
                PrepareRequest = context =>
                {
                    context.Request.Headers.Add("X-Key", "k");
                    return Task.CompletedTask;
                },
            });
        await using var app = await TestApp.StartAsync(builder);
        server.Start();
        var serving = Task.Run(async () =>
        {
            for (var i = 0; i < 2; i++)
            {
                var context = await server.GetContextAsync();
                asked.Add($"{context.Request.HttpMethod} {context.Request.RawUrl} {context.Request.Headers["X-Key"]}");
                context.Response.StatusCode = context.Request.RawUrl == "/bad" ? 409 : 200;
                context.Response.Close();
            }
        }, TestContext.Current.CancellationToken);

        var good = await app.App.ResourceCommands.ExecuteCommandAsync("api", "reset", TestContext.Current.CancellationToken);
        var bad = await app.App.ResourceCommands.ExecuteCommandAsync("api", "bad", TestContext.Current.CancellationToken);

        await serving;
        Assert.True(good.Success);
        Assert.Equal($"PUT http://localhost:{port}/bad answered 409.", bad.Message);
        Assert.Equal(["POST /reset ", "PUT /bad k"], asked);
    }

    [Fact]
    public async Task Who_waits_can_be_started_all_the_same()
    {
        var builder = TestApp.NewBuilder();
        var never = TestApp.AddShell(builder, "never", Forever).WithExplicitStart();
        TestApp.AddShell(builder, "api", Forever).WaitFor(never);
        await using var app = await TestApp.StartAsync(builder);
        await app.UntilAsync("api", KnownResourceStates.Waiting);

        await app.App.ResourceCommands.ExecuteCommandAsync("api", KnownResourceCommands.StartCommand, TestContext.Current.CancellationToken);

        await app.UntilAsync("api", KnownResourceStates.Running);
        await app.UntilAsync("never", KnownResourceStates.NotStarted);
    }

    private static (ResourceCommandState Start, ResourceCommandState Stop, ResourceCommandState Restart) States(CustomResourceSnapshot snapshot)
    {
        ResourceCommandState Of(string name) => snapshot.Commands.Single(command => command.Name == name).State;
        return (Of(KnownResourceCommands.StartCommand), Of(KnownResourceCommands.StopCommand), Of(KnownResourceCommands.RestartCommand));
    }
}
