using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Builder;

public sealed class ModelTests
{
    [Fact]
    public async Task A_reference_to_a_project_gives_its_url_in_both_forms()
    {
        var builder = TestApp.NewBuilder();
        var api = builder.AddProject("graph-api", "/none/Api.csproj").WithHttpEndpoint().WithEndpoint(scheme: "mqtt", name: "live").WithReplicas(2);
        var web = builder.AddProject("web", "/none/Web.csproj").WithHttpEndpoint(port: FreePort.Find()).WithReference(api);

        var environment = await EnvironmentAsync(builder, web.Resource);

        Assert.Equal(environment["GRAPH_API_HTTP"], environment["services__graph-api__http__0"]);
        Assert.StartsWith("http://localhost:", environment["services__graph-api__http__1"], StringComparison.Ordinal);
        Assert.NotEqual(environment["services__graph-api__http__0"], environment["services__graph-api__http__1"]);
        Assert.StartsWith("mqtt://localhost:", environment["services__graph-api__live__0"], StringComparison.Ordinal);
        Assert.Equal(environment["GRAPH_API_LIVE"], environment["services__graph-api__live__0"]);
    }

    [Fact]
    public async Task A_project_is_told_its_own_ports_its_name_and_its_instance()
    {
        var builder = TestApp.NewBuilder();
        var port = FreePort.Find();
        var project = builder.AddProject("broker", "/none/Broker.csproj").WithHttpEndpoint(port: port).WithEndpoint(scheme: "mqtt", name: "mqtt", env: "Broker__Port");

        var environment = await EnvironmentAsync(builder, project.Resource);

        Assert.Equal($"http://localhost:{port}", environment["ASPNETCORE_URLS"]);
        Assert.Equal(project.GetEndpoint("mqtt").Port.ToString(null, null), environment["Broker__Port"]);
        Assert.Equal("broker", environment["OTEL_SERVICE_NAME"]);
        Assert.EndsWith("service.instance.id=0", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal(builder.Environment.EnvironmentName, environment["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal(builder.Environment.EnvironmentName, environment["DOTNET_ENVIRONMENT"]);
    }

    [Fact]
    public async Task A_connection_string_is_made_of_an_endpoint_and_a_parameter()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["Parameters:password"] = "s3{cr}et";
        var password = builder.AddParameter("password", secret: true);
        var broker = builder.AddExecutable("broker", "mosquitto", ".").WithEndpoint(name: "mqtt", scheme: "mqtt");
        var endpoint = broker.GetEndpoint("mqtt");
        var mqtt = builder.AddConnectionString("mqtt", ReferenceExpression.Create(
            $"mqtt://u:{password}@{endpoint.Property(EndpointProperty.IPV4Host)}:{endpoint.Property(EndpointProperty.Port)}"));
        var client = builder.AddProject("client", "/none/Client.csproj").WithReference(mqtt).WithEnvironment("HOST", $"[{endpoint.Property(EndpointProperty.HostAndPort)}]");

        var environment = await EnvironmentAsync(builder, client.Resource);

        Assert.Equal($"mqtt://u:s3{{cr}}et@127.0.0.1:{endpoint.Port}", environment["ConnectionStrings__mqtt"]);
        Assert.Equal($"[localhost:{endpoint.Port}]", environment["HOST"]);
        Assert.Equal("mqtt://u:{password.value}@{broker.bindings.mqtt.host}:{broker.bindings.mqtt.port}", mqtt.Resource.ConnectionStringExpression.ValueExpression);
    }

    [Fact]
    public void Literal_text_of_an_expression_comes_out_as_it_went_in() => Prop.ForAll<NonNull<string>, NonNull<string>>((before, after) =>
    {
        var parameter = new ParameterResource("p", _ => "{0}");
        var text = ReferenceExpression.Create($"{before.Get}{parameter}{after.Get}").GetValueAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return text == $"{before.Get}{{0}}{after.Get}";
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_said_before_anything_starts()
    {
        var builder = TestApp.NewBuilder();
        var api = builder.AddProject("api", "/none/Api.csproj").WithHttpEndpoint();
        TestApp.AddShell(builder, "client", "exec sleep 60").WithEnvironment("API", api.GetEndpoint("htp"));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Equal("The environment of resource 'client' cannot be made: Resource 'api' has no endpoint 'htp'; it has 'http'.", error.Message);
    }

    [Fact]
    public async Task A_parameter_without_a_value_names_the_setting()
    {
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "client", "exec sleep 60").WithEnvironment("KEY", builder.AddParameter("key"));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Contains("Parameters__key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_resources_of_one_name_are_refused()
    {
        var builder = TestApp.NewBuilder();
        builder.AddProject("api", "/none/Api.csproj");

        var error = Assert.Throws<DistributedApplicationException>(() => TestApp.AddShell(builder, "API", ""));

        Assert.Contains("'API'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1api")]
    [InlineData("api-")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    public void A_name_that_cannot_be_a_host_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => TestApp.AddShell(TestApp.NewBuilder(), name, ""));

    [Fact]
    public void Waits_in_a_circle_are_refused_with_the_circle()
    {
        var builder = TestApp.NewBuilder();
        var a = TestApp.AddShell(builder, "a", "");
        var b = TestApp.AddShell(builder, "b", "").WaitFor(a);
        a.WaitForStart(b);

        var error = Assert.Throws<DistributedApplicationException>(builder.Build);

        Assert.Contains("a → b → a", error.Message, StringComparison.Ordinal);
        Assert.Throws<DistributedApplicationException>(() => a.WaitFor(a));
    }

    [Fact]
    public async Task A_fixed_port_that_is_taken_is_said_before_anything_starts()
    {
        using var taken = new Free();
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "api", "exec sleep 60").WithHttpEndpoint(port: taken.Number);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Contains($"Port {taken.Number}", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        await using var app = builder.Build();
        PortAllocator.Allocate(builder.Resources);
        return await app.Services.GetRequiredService<ProcessSpecs>().EnvironmentAsync(resource, 0, TestContext.Current.CancellationToken);
    }
}
