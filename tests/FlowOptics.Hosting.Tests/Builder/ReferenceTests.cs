using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Builder;

public sealed class ReferenceTests
{
    [Fact]
    public async Task A_service_of_others_is_named_by_its_url_or_by_a_parameter()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["Parameters:weather-url"] = "http://weather.example:8080/";
        var fixedUrl = builder.AddExternalService("nuget-org", "https://nuget.example/");
        var weather = builder.AddExternalService("weather", builder.AddParameter("weather-url"));
        var client = TestApp.AddShell(builder, "client", "").WithReference(fixedUrl).WithReference(weather).WithEnvironment("WEATHER", weather)
            .WithReference("old", new Uri("http://old.example/"));

        var environment = await EnvironmentAsync(builder, client.Resource);

        Assert.Equal("https://nuget.example/", environment["services__nuget-org__https__0"]);
        Assert.Equal("https://nuget.example/", environment["NUGET_ORG_HTTPS"]);
        Assert.Equal("http://weather.example:8080/", environment["services__weather__http__0"]);
        Assert.Equal("http://weather.example:8080/", environment["WEATHER"]);
        Assert.Equal("http://old.example/", environment["services__old__default__0"]);
    }

    [Theory]
    [InlineData("weather.example")]
    [InlineData("http://weather.example/api")]
    [InlineData("http://weather.example/?q=1")]
    public async Task A_url_that_is_more_than_a_service_is_refused(string url)
    {
        Assert.Throws<ArgumentException>(() => TestApp.NewBuilder().AddExternalService("weather", url));

        var builder = TestApp.NewBuilder();
        builder.Configuration["Parameters:weather-url"] = url;
        TestApp.AddShell(builder, "client", "").WithReference(builder.AddExternalService("weather", builder.AddParameter("weather-url")));
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));
        Assert.Contains("The URL parameter 'weather-url' for the external service 'weather' is invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_endpoint_can_be_referred_to_and_a_project_under_another_name()
    {
        var builder = TestApp.NewBuilder();
        var api = builder.AddProject("api", "/none/Api.csproj").WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        var one = TestApp.AddShell(builder, "one", "").WithReference(api.GetEndpoint("admin"));
        var other = TestApp.AddShell(builder, "other", "").WithReference(api, "backend");

        await using var app = builder.Build();
        PortAllocator.Allocate(builder.Resources);
        var specs = app.Services.GetRequiredService<ProcessSpecs>();

        var first = await specs.EnvironmentAsync(one.Resource, 0, TestContext.Current.CancellationToken);
        var second = await specs.EnvironmentAsync(other.Resource, 0, TestContext.Current.CancellationToken);

        Assert.Equal(["API_ADMIN", "services__api__admin__0"], first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["BACKEND_ADMIN", "BACKEND_HTTP", "services__backend__admin__0", "services__backend__http__0"], second.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_process_of_this_machine_has_another_name_in_a_container()
    {
        var builder = TestApp.NewBuilder();
        var api = TestApp.AddShell(builder, "api", "").WithHttpEndpoint();
        var endpoint = api.GetEndpoint("http");
        var container = builder.AddContainer("proxy", "envoy").WithEnvironment("API", endpoint).WithEnvironment("HOST", $"{endpoint.Property(EndpointProperty.HostAndPort)}");

        var environment = await EnvironmentAsync(builder, container.Resource);

        Assert.Equal($"http://host.docker.internal:{endpoint.Port}", environment["API"]);
        Assert.Equal($"host.docker.internal:{endpoint.Port}", environment["HOST"]);
    }

    [Fact]
    public void Two_ports_for_a_process_are_refused_since_no_proxy_stands_between_them()
    {
        var builder = TestApp.NewBuilder();
        TestApp.AddShell(builder, "api", "").WithHttpEndpoint(port: 8123, targetPort: 5000);

        var error = Assert.Throws<DistributedApplicationException>(() => PortAllocator.Allocate(builder.Resources));

        Assert.Contains("has the port 8123 and the targetPort 5000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urls_are_shown_as_the_model_says()
    {
        var builder = TestApp.NewBuilder();
        var api = TestApp.AddShell(builder, "api", "exec sleep 60").WithHttpEndpoint().WithUrl("https://docs.example", "Docs");
        api.WithUrl($"{api.GetEndpoint("http")}/swagger", "Swagger")
            .WithUrlForEndpoint("http", _ => new() { Url = "/health", DisplayText = "Health", DisplayOrder = 10 })
            .WithUrls(context => context.Urls.RemoveAll(url => url.DisplayText == "Docs"));
        await using var app = await TestApp.StartAsync(builder);

        var urls = (await app.UntilAsync("api", KnownResourceStates.Running)).Urls;

        var own = api.GetEndpoint("http").Url;
        Assert.Equal([$"{own}/health", own, $"{own}/swagger"], urls.Select(url => url.Url));
    }

    [Fact]
    public async Task Another_program_and_folder_can_be_said_later()
    {
        var builder = TestApp.NewBuilder();
        builder.AddExecutable("tool", "no-such-program", "/none", "-c", "pwd; exec sleep 60").WithCommand("sh").WithWorkingDirectory("/");
        await using var app = await TestApp.StartAsync(builder);

        await app.LineAsync("tool", line => line == "/");
    }

    private static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        await using var app = builder.Build();
        PortAllocator.Allocate(builder.Resources);
        return await app.Services.GetRequiredService<ProcessSpecs>().EnvironmentAsync(resource, 0, TestContext.Current.CancellationToken);
    }
}
