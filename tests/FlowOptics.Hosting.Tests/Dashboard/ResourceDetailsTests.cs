using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class ResourceDetailsTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Find();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private TestApp? _app;

    public async ValueTask InitializeAsync()
    {
        _client.BaseAddress = new Uri($"http://localhost:{_port}");
        var builder = TestApp.NewBuilder(dashboard: true);
        builder.Configuration["ASPNETCORE_URLS"] = $"http://localhost:{_port}";
        builder.Configuration["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true";
        var first = TestApp.AddShell(builder, "first", "sleep 600");
        TestApp.AddShell(builder, "second", "sleep 600")
            .WithHttpEndpoint()
            .WithEnvironment("COLOUR", "blue")
            .WaitForStart(first)
            .WithParentRelationship(first)
            .WithCommand("seed", "Seed data", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { ConfirmationMessage = "Really?" })
            .WithCommand("fail", "Fail", _ => Task.FromResult(CommandResults.Failure("There is no bucket to seed.")))
            .WithCommand("hidden", "Hidden", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { UpdateState = _ => ResourceCommandState.Hidden });
        builder.Configuration["Parameters:password"] = "correct-horse";
        builder.Configuration["Elsewhere:Colour"] = "blue";
        var password = builder.AddParameter("password", secret: true);
        builder.AddParameterFromConfiguration("colour", "Elsewhere:Colour");
        builder.AddParameter("nowhere");
        builder.AddConnectionString("db", ReferenceExpression.Create($"Host=db;Password={password}"));
        builder.AddConnectionString("other");
        builder.AddExternalService("shop", new Uri("https://shop.example/"));
        builder.AddContainer("cache", "redis", "8").WithExplicitStart();
        _app = await TestApp.StartAsync(builder);
        await _app.UntilAsync("second", KnownResourceStates.Running);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    [Fact]
    public async Task Rows_name_what_a_resource_is_joined_to_and_the_commands_that_the_model_has_added()
    {
        var rows = await GetAsync("/api/resources");
        var second = rows.EnumerateArray().Single(row => row.GetProperty("id").GetString() == "second");

        Assert.Equal(
            ["Parent first", "WaitFor first"],
            second.GetProperty("relationships").EnumerateArray().Select(one => $"{one.GetProperty("type")} {one.GetProperty("to")}").Order());
        Assert.Equal(["seed", "fail"], second.GetProperty("commands").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal("Really?", second.GetProperty("commands")[0].GetProperty("confirm").GetString());
    }

    [Fact]
    public async Task Details_hold_endpoints_and_environment()
    {
        var details = await GetAsync("/api/resources/second");

        Assert.StartsWith("http://localhost:", details.GetProperty("endpoints")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        var colour = details.GetProperty("environment").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "COLOUR");
        Assert.Equal("blue", colour.GetProperty("value").GetString());
        Assert.True(colour.GetProperty("sensitive").GetBoolean());
        using var none = await _client.GetAsync("/api/resources/nobody", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Rows_hold_parameters_and_connection_strings_with_where_they_come_from_and_what_is_missing()
    {
        var rows = (await GetAsync("/api/resources")).EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!, StringComparer.Ordinal);
        string Row(string id) => $"{Text(rows[id], "type")} {Text(rows[id], "state")}, {Text(rows[id], "source")}, {(rows[id].GetProperty("secret").GetBoolean() ? "secret" : "open")}";

        Assert.Equal("Parameter Running, Parameters:password, secret", Row("password"));
        Assert.Equal("Parameter Running, Elsewhere:Colour, open", Row("colour"));
        Assert.Equal("Parameter Value missing, Parameters:nowhere, open", Row("nowhere"));
        Assert.Contains("set Parameters__nowhere in the environment", Text(rows["nowhere"], "reason"), StringComparison.Ordinal);
        Assert.Equal("ConnectionString Running, , secret", Row("db"));
        Assert.Equal("ConnectionString Value missing, ConnectionStrings:other, secret", Row("other"));
        Assert.Equal("ExternalService Running, , open", Row("shop"));
        Assert.Equal("https://shop.example/", Text(rows["shop"].GetProperty("urls")[0], "url"));
        Assert.Equal("Container NotStarted, redis:8, open", Row("cache"));
    }

    [Fact]
    public async Task Values_are_told_to_who_asks_for_one_and_marked_where_they_are_to_be_hidden()
    {
        Assert.DoesNotContain("correct-horse", (await GetAsync("/api/resources")).ToString(), StringComparison.Ordinal);
        Assert.Equal(("Value", "correct-horse", true), await ValueAsync("password"));
        Assert.Equal(("Value", "blue", false), await ValueAsync("colour"));
        Assert.Equal(("resource.connectionString", "Host=db;Password=correct-horse", true), await ValueAsync("db"));
        Assert.Empty((await GetAsync("/api/resources/nowhere")).GetProperty("properties").EnumerateArray());
    }

    [Fact]
    public async Task A_command_is_run_and_one_that_fails_says_why()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("seed")).Status);
        var (status, said) = await PostAsync("fail");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("There is no bucket to seed.", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("unknown")).Status);
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();

    private async Task<(string? Name, string? Value, bool Sensitive)> ValueAsync(string id)
    {
        var property = Assert.Single((await GetAsync($"/api/resources/{id}")).GetProperty("properties").EnumerateArray());
        return (Text(property, "name"), Text(property, "value"), property.GetProperty("sensitive").GetBoolean());
    }

    private Task<JsonElement> GetAsync(string path) => _client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    private async Task<(HttpStatusCode Status, string Said)> PostAsync(string command)
    {
        using var answer = await _client.PostAsync($"/api/resources/second/{command}", content: null, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
