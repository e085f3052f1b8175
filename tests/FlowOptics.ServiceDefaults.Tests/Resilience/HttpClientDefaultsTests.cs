using System.Net;
using System.Text;
using FlowOptics.ServiceDefaults.Resilience;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.ServiceDefaults.Tests.Resilience;

/// <summary>A client of the factory against a real server that fails on purpose.</summary>
public sealed class HttpClientDefaultsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_get_that_fails_twice_is_tried_again_by_name()
    {
        var requests = 0;
        await using var server = await TestService.StartAsync(map: app => app.MapGet("/flaky", () =>
            Interlocked.Increment(ref requests) <= 2 ? Results.StatusCode(503) : Results.Text("third time")));
        await using var service = await ClientOf(server);

        using var answer = await Client(service).GetAsync("http://server/flaky", Cancel);

        Assert.Equal("third time", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(3, requests);
    }

    [Fact]
    public async Task A_put_sends_its_whole_body_again()
    {
        var bodies = new List<string>();
        await using var server = await TestService.StartAsync(map: app => app.MapPut("/flaky", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            bodies.Add(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
            return bodies.Count == 1 ? Results.StatusCode(500) : Results.Ok();
        }));
        await using var service = await ClientOf(server);

        using var body = new StringContent("ä and b", Encoding.UTF8);
        using var answer = await Client(service).PutAsync(new Uri("http://server/flaky"), body, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["ä and b", "ä and b"], bodies);
    }

    [Fact]
    public async Task A_post_is_never_sent_twice()
    {
        var requests = 0;
        await using var server = await TestService.StartAsync(map: app => app.MapPost("/flaky", () =>
        {
            Interlocked.Increment(ref requests);
            return Results.StatusCode(503);
        }));
        await using var service = await ClientOf(server);

        using var answer = await Client(service).PostAsync(new Uri("http://server/flaky"), content: null, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_client_error_is_the_answer_and_not_tried_again()
    {
        var requests = 0;
        await using var server = await TestService.StartAsync(map: app => app.MapGet("/wrong", () =>
        {
            Interlocked.Increment(ref requests);
            return Results.BadRequest();
        }));
        await using var service = await ClientOf(server);

        using var answer = await Client(service).GetAsync("http://server/wrong", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task The_instance_that_answers_is_found_when_another_is_down()
    {
        await using var server = await TestService.StartAsync(map: app => app.MapGet("/up", () => "up"));
        // Port 9 (discard) of this machine refuses.
        await using var service = await TestService.StartAsync(new()
        {
            ["services:server:http:0"] = "http://127.0.0.1:9",
            ["services:server:http:1"] = server.Client.BaseAddress!.ToString(),
        });

        Assert.Equal("up", await Client(service).GetStringAsync("http://server/up", Cancel));
        Assert.Equal("up", await Client(service).GetStringAsync("http://server/up", Cancel));
    }

    [Fact]
    public void A_stream_that_can_be_read_once_is_not_sent_again()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://server/") { Content = new StreamContent(Stream.Null) };

        Assert.False(HttpResilience.MayRepeat(request));
    }

    private static Task<TestService> ClientOf(TestService server) =>
        TestService.StartAsync(new() { ["services:server:http:0"] = server.Client.BaseAddress!.ToString() });

    private static HttpClient Client(TestService service) => service.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
}
