using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Publishing;

public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("manifest-");

    private string Target => Path.Combine(_folder.FullName, "aspire-manifest.json");

    [Fact]
    public async Task A_model_is_written_as_Aspire_writes_it()
    {
        var builder = NewBuilder();
        builder.Configuration["Parameters:password"] = "never written";
        var password = builder.AddParameter("password", secret: true);
        var region = builder.AddParameter("region", "eu-west-1", publishValueAsDefault: true);
        var store = builder.AddContainer("store", "redis", "8").WithEndpoint(targetPort: 6379, scheme: "tcp").WithArgs("--requirepass", password.Resource);
        var connection = builder.AddConnectionString("cache", ReferenceExpression.Create($"{store.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)},password={password}"));
        var given = builder.AddConnectionString("legacy");
        var api = builder.AddProject("api", Path.Combine(_folder.FullName, "Api", "Api.csproj"))
            .WithHttpEndpoint(port: 8000).WithExternalHttpEndpoints().WithEndpoint(scheme: "mqtt", name: "mqtt", env: "MQTT_PORT")
            .WithReference(connection).WithReference(given).WithEnvironment("REGION", region);
        builder.AddExecutable("tool", "python3", _folder.FullName, "-m", "tool").WithEnvironment("API", api.GetEndpoint("http")).WithHttpEndpoint(env: "PORT");
        builder.AddDockerfile("proxy", Path.Combine(_folder.FullName, "proxy"), stage: "final").WithHttpEndpoint(targetPort: 80);
        builder.AddContainer("helper", "busybox").ExcludeFromManifest();
        var published = false;
        builder.OnAfterPublish((_, _) =>
        {
            published = true;
            return Task.CompletedTask;
        });

        await builder.Build().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Publishing", "expected-manifest.json"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.True(published);
    }

    [Fact]
    public async Task What_a_manifest_cannot_say_is_an_error_in_words()
    {
        var unknown = NewBuilder("docker");
        Assert.Equal("There is no publisher 'docker': 'manifest' is the only one.",
            (await Assert.ThrowsAsync<DistributedApplicationException>(() => unknown.Build().RunAsync(TestContext.Current.CancellationToken))).Message);

        var nowhere = DistributedApplication.CreateBuilder(["--publisher", "manifest"]);
        Assert.Contains("--output-path FILE", (await Assert.ThrowsAsync<DistributedApplicationException>(() => nowhere.Build().RunAsync(TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);

        var wrong = NewBuilder();
        var api = wrong.AddProject("api", "/none/Api.csproj");
        wrong.AddContainer("client", "busybox").WithEnvironment("API", api.GetEndpoint("http"));
        Assert.Equal("The manifest of resource 'client' cannot be made: Resource 'api' has no endpoint 'http'; it has none.",
            (await Assert.ThrowsAsync<DistributedApplicationException>(() => wrong.Build().RunAsync(TestContext.Current.CancellationToken))).Message);
        Assert.False(File.Exists(Target));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IDistributedApplicationBuilder NewBuilder(string publisher = "manifest") =>
        DistributedApplication.CreateBuilder(["--publisher", publisher, "--output-path", Target]);
}
