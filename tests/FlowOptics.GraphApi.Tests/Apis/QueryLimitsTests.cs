using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class QueryLimitsTests
{
    [Fact]
    public async Task A_query_that_takes_too_long_is_ended_and_told_how_to_ask_for_less()
    {
        await using var service = await SlowService.StartAsync(("Query:TimeoutSeconds", "1"));
        using var answer = await service.Client.GetAsync("/api/v1/graph");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("ended after 1 s: narrow the range", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var stream = new HttpRequestMessage(HttpMethod.Get, "/api/v1/geo");
        stream.Headers.Accept.ParseAdd("text/event-stream");
        using var events = await service.Client.SendAsync(stream);
        var text = await events.Content.ReadAsStringAsync();
        Assert.Contains("event: progress\ndata: {\"state\":\"running\"", text, StringComparison.Ordinal);
        Assert.Contains("event: problem\ndata: ", text, StringComparison.Ordinal);
        Assert.Contains("narrow the range", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_runs_tells_how_much_there_is_to_read()
    {
        // These records cannot be read side by side, and DuckDB tells nothing of a part that another thread than the query's own took: there is no other here.
        await using var service = await SlowService.StartAsync(("Query:TimeoutSeconds", "600"), ("Lake:Threads", "1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/geo");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        leave.CancelAfter(TimeSpan.FromMinutes(3));
        await foreach (var progress in SseParser.Create(await answer.Content.ReadAsStreamAsync(leave.Token)).EnumerateAsync(leave.Token))
        {
            Assert.Equal("progress", progress.EventType);
            using var json = JsonDocument.Parse(progress.Data);
            // There are a million million of them.
            if (json.RootElement.GetProperty("rowsToRead") is { ValueKind: JsonValueKind.Number } rows && rows.GetInt64() >= 1_000_000_000_000) return;
        }

        Assert.Fail("the stream ended before it told how many rows there are");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task A_client_that_leaves_gives_its_turn_to_the_next(string accept)
    {
        // One at a time, for longer than this test may last.
        await using var service = await SlowService.StartAsync(("Query:TimeoutSeconds", "600"), ("Query:Concurrent", "1"), ("Query:Waiting", "0"));
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/graph");
        request.Headers.Accept.ParseAdd(accept);
        var first = ReadAsync(service.Client, request, leave.Token);
        await Eventually.TrueAsync(() => service.Taken == 1, "the query has no turn");

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Eventually.TrueAsync(() => service.Taken == 0, "the query runs on");
    }

    [Fact]
    public async Task Who_comes_when_all_places_are_taken_is_told_when_to_come_again()
    {
        await using var service = await SlowService.StartAsync(("Query:TimeoutSeconds", "600"), ("Query:Concurrent", "1"), ("Query:Waiting", "0"));
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/graph");
        var first = ReadAsync(service.Client, request, leave.Token);
        await Eventually.TrueAsync(() => service.Taken == 1, "the query has no turn");

        using var refused = await service.Client.GetAsync("/api/v1/geo");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.Contains("1 queries run and 0 wait: try again", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        // The live window has turns of its own.
        using var live = await service.Client.GetAsync("/api/v1/graph?source=live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    private static async Task ReadAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(request, cancellationToken);
    }
}
