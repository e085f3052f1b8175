using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace FlowOptics.Web.Tests.Api;

public sealed class ApiPassThroughTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/graph?mode=correlate&ips=10.0.1.10,10.0.2.20&cidr=10.0.0.0%2F8&x=%C3%A4+%20")]
    [InlineData("/api/v1/a%20b/%C3%A4?")]
    [InlineData("/openapi/v1.json")]
    public async Task Path_and_query_arrive_as_they_were_sent(string path)
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/{**path}", (HttpRequest request) => request.GetEncodedPathAndQuery()));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);

        Assert.Equal(path.TrimEnd('?'), (await web.Client.GetStringAsync(path, Cancel)).TrimEnd('?'));
    }

    [Fact]
    public async Task Headers_of_the_connection_stay_here_and_all_others_go_through()
    {
        Dictionary<string, string> seen = [];
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/headers", (HttpRequest request, HttpResponse response) =>
        {
            seen = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            response.Headers["X-Answer"] = "kept";
            response.Headers.Connection = "X-Private";
            response.Headers["X-Private"] = "dropped";
            response.Headers.Append("Link", new[] { "one", "two" });
        }));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/headers");
        request.Headers.TryAddWithoutValidation("Connection", "X-Mine");
        request.Headers.TryAddWithoutValidation("X-Mine", "dropped");
        request.Headers.TryAddWithoutValidation("X-Theirs", "kept");
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "8.8.8.8");

        using var answer = await web.Client.SendAsync(request, Cancel);

        Assert.Equal("kept", seen["X-Theirs"]);
        Assert.Equal("text/event-stream", seen["Accept"]);
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal(web.Address.Authority, seen["X-Forwarded-Host"]);
        Assert.Equal(graphApi.Address.Authority, seen["Host"]);
        Assert.DoesNotContain("X-Mine", seen.Keys);
        Assert.Equal("kept", Assert.Single(answer.Headers.GetValues("X-Answer")));
        Assert.Equal(["one", "two"], answer.Headers.GetValues("Link"));
        Assert.False(answer.Headers.Contains("X-Private"));
    }

    [Fact]
    public async Task Status_and_problem_details_of_GraphApi_are_the_browsers()
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/wrong", () => TypedResults.Problem(detail: "cidr: '10.0.0' is none", statusCode: 400)));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);

        using var wrong = await web.Client.GetAsync("/api/wrong", Cancel);
        using var unknown = await web.Client.GetAsync("/api/nothing", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("application/problem+json", wrong.Content.Headers.ContentType?.MediaType);
        Assert.Contains("'10.0.0' is none", (await wrong.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_body_goes_through_whole()
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapPost("/api/echo", async (HttpRequest request, HttpResponse response) =>
        {
            response.ContentType = request.ContentType;
            await request.Body.CopyToAsync(response.Body);
        }));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);
        var sent = new byte[3_000_000];
        new Random(17).NextBytes(sent);
        using var content = new ByteArrayContent(sent) { Headers = { ContentType = new("application/x-sample") } };

        using var answer = await web.Client.PostAsync(new Uri("/api/echo", UriKind.Relative), content, Cancel);

        Assert.Equal("application/x-sample", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(sent, await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Server_sent_events_arrive_one_by_one_while_the_query_runs()
    {
        var second = new TaskCompletionSource();
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/events", async (HttpResponse response) =>
        {
            response.ContentType = "text/event-stream";
            await response.WriteAsync("event: progress\ndata: 1\n\n");
            await response.Body.FlushAsync();
            await second.Task;
            await response.WriteAsync("event: result\ndata: 2\n\n");
        }));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);

        await using var stream = await web.Client.GetStreamAsync("/api/events", Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Equal("event: progress", await reader.ReadLineAsync(Cancel));

        // Only now may GraphApi go on: the first event did not wait for it.
        second.SetResult();
        Assert.EndsWith("event: result\ndata: 2\n\n", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_goes_away_cancels_the_query()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/slow", async (HttpContext context) =>
        {
            await using var registration = context.RequestAborted.Register(() => cancelled.TrySetResult());
            started.SetResult();
            await cancelled.Task;
        }));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);
        using var closing = new CancellationTokenSource();

        var query = web.Client.GetAsync("/api/slow", closing.Token);
        await started.Task.WaitAsync(TimeSpan.FromMinutes(3), Cancel);
        await closing.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(3), Cancel);
    }

    [Fact]
    public async Task An_open_query_does_not_hold_Web_back_from_ending()
    {
        var started = new TaskCompletionSource();
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/slow", async (HttpContext context) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));
        var web = TestWeb.Start(graphApi: graphApi.Address);
        var query = web.Client.GetAsync("/api/slow", Cancel);
        await started.Task.WaitAsync(TimeSpan.FromMinutes(3), Cancel);
        var stopping = web.Services.GetService(typeof(Microsoft.Extensions.Hosting.IHostApplicationLifetime)) as Microsoft.Extensions.Hosting.IHostApplicationLifetime;

        stopping!.StopApplication();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => query);
        await web.DisposeAsync();
    }

    [Fact]
    public async Task A_GraphApi_that_is_away_is_502_and_says_so()
    {
        await using var web = TestWeb.Start();

        using var answer = await web.Client.GetAsync("/api/v1/meta", Cancel);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("GraphApi", problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_does_not_look_whole()
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/half", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("half of ");
            await context.Response.Body.FlushAsync();
            context.Abort();
        }));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => web.Client.GetStringAsync("/api/half", Cancel));
    }
}
