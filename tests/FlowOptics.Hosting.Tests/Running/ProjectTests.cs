using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Running;

public sealed class ProjectTests
{
    private const string Settings =
        """
        {
          // Visual Studio writes comments here.
          "profiles": {
            "IIS": { "commandName": "IISExpress" },
            "dev": { "commandName": "Project", "applicationUrl": "http://localhost:0", "environmentVariables": { "MODE": "dev" }, "commandLineArgs": "--fast on" },
            "other": { "commandName": "Project", "environmentVariables": { "MODE": "other" } }
          }
        }
        """;

    [Fact]
    public async Task Each_replica_has_its_own_id_port_and_instance()
    {
        using var project = new BuiltProject("echo \"$ASPNETCORE_URLS $OTEL_RESOURCE_ATTRIBUTES\"; exec sleep 60");
        var builder = TestApp.NewBuilder();
        var api = builder.AddProject("api", project.Path).WithHttpEndpoint().WithReplicas(3);
        TestApp.AddShell(builder, "client", "echo \"$services__api__http__0 $services__api__http__1 $services__api__http__2\"; exec sleep 60").WithReference(api).WaitFor(api);
        await using var app = await TestApp.StartAsync(builder);

        var lines = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => app.LineAsync($"api-{i}", line => line.EndsWith($"service.instance.id={i}", StringComparison.Ordinal))));
        var urls = lines.Select(line => line.Split(' ')[0]).ToArray();

        Assert.Equal(3, urls.Distinct(StringComparer.Ordinal).Count());
        await app.LineAsync("client", line => line == string.Join(' ', urls));
        Assert.True((await app.App.ResourceCommands.ExecuteCommandAsync(api.Resource, KnownResourceCommands.StopCommand, TestContext.Current.CancellationToken)).Success);
        for (var i = 0; i < 3; i++) await app.UntilAsync($"api-{i}", KnownResourceStates.Exited);
    }

    [Fact]
    public async Task A_launch_profile_gives_endpoints_environment_and_arguments()
    {
        using var project = new BuiltProject("echo \"$MODE $* ${ASPNETCORE_URLS:-none}\"; exec sleep 60");
        project.WriteLaunchSettings(Settings);
        var builder = TestApp.NewBuilder();
        builder.AddProject("first", project.Path);
        builder.AddProject("named", project.Path, launchProfileName: "other");
        builder.AddProject("none", project.Path, launchProfileName: null);
        builder.AddProject("excluded", project.Path, options => options.ExcludeLaunchProfile = true);
        await using var app = await TestApp.StartAsync(builder);

        await app.LineAsync("first", line => line.StartsWith("dev --fast on http://localhost:", StringComparison.Ordinal));
        await app.LineAsync("named", line => line == "other  none");
        await app.LineAsync("none", line => line == "  none");
        await app.LineAsync("excluded", line => line == "  none");
    }

    [Fact]
    public void A_launch_profile_that_is_not_there_is_said_with_those_that_are()
    {
        using var project = new BuiltProject("");
        project.WriteLaunchSettings(Settings);

        var error = Assert.Throws<DistributedApplicationException>(() => TestApp.NewBuilder().AddProject("api", project.Path, launchProfileName: "prod"));

        Assert.Equal("Project 'api' has no launch profile 'prod'; it has 'IIS', 'dev', 'other'.", error.Message);
    }
}
