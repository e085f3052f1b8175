using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class DashboardTests : IAsyncLifetime
{
    private const string Token = "the-token";

    private readonly int _port = FreePort.Find();
    private TestApp? _app;

    public async ValueTask InitializeAsync()
    {
        var builder = TestApp.NewBuilder(dashboard: true);
        builder.Configuration["ASPNETCORE_URLS"] = $"http://localhost:{_port}";
        builder.Configuration["AppHost:BrowserToken"] = Token;
        TestApp.AddShell(builder, "talker", "printf '\\033[33mwarn\\033[0m: one\\n'; echo two; while :; do sleep 0.05; done").WithHttpEndpoint();
        _app = await TestApp.StartAsync(builder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_token_nothing_is_shown_and_nothing_can_be_done()
    {
        using var client = Client();

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/api/resources")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/api/resources/talker/console.txt")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/resources/talker/stop", null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("/login", (await GetAsync(client, "/")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/login?t=wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/api/resources")).StatusCode);
    }

    [Fact]
    public async Task The_link_with_the_token_opens_the_page()
    {
        using var client = await SignedInAsync();

        var page = await GetAsync(client, "/console/talker");

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_are_listed_stopped_and_started()
    {
        using var client = await SignedInAsync();
        await _app!.UntilAsync("talker", KnownResourceStates.Running);
        var resources = await client.GetFromJsonAsync<JsonElement>("/api/resources", TestContext.Current.CancellationToken);
        Assert.Equal("talker", resources[0].GetProperty("id").GetString());
        Assert.StartsWith("http://localhost:", resources[0].GetProperty("urls")[0].GetProperty("url").GetString(), StringComparison.Ordinal);

        await client.PostAsync("/api/resources/talker/stop", null, TestContext.Current.CancellationToken);
        await _app.UntilAsync("talker", KnownResourceStates.Exited);
        await client.PostAsync("/api/resources/talker/start", null, TestContext.Current.CancellationToken);
        await _app.UntilAsync("talker", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_console_is_sent_live_and_as_a_file_without_colours()
    {
        using var client = await SignedInAsync();
        await _app!.LineAsync("talker", line => line == "two");

        await using var stream = await client.GetStreamAsync("/api/resources/talker/console?after=1", TestContext.Current.CancellationToken);
        var first = await SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        var file = await client.GetStringAsync("/api/resources/talker/console.txt", TestContext.Current.CancellationToken);

        Assert.Contains("\"text\":\"two\"", first.Data, StringComparison.Ordinal);
        Assert.Equal("2", SseId(first));
        Assert.Contains(" warn: one\n", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_hosts_and_other_origins_are_refused_even_with_the_cookie()
    {
        using var client = await SignedInAsync();
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { Host = "evil.example" } };
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/resources/talker/stop") { Headers = { { "Origin", "http://localhost:8000" } } };

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(rebound, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string? SseId(SseItem<string> item) => item.EventId;

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri($"http://localhost:{_port}") };

    private async Task<HttpClient> SignedInAsync()
    {
        var client = Client();
        Assert.Equal("/", (await GetAsync(client, $"/login?t={Token}")).Headers.Location?.OriginalString);
        return client;
    }
}
