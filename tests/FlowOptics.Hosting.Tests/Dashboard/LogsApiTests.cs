using System.Net;
using System.Text.Json;
using Aspire.Hosting.Tests.Telemetry;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class LogsApiTests(TelemetryDashboard dashboard) : IClassFixture<TelemetryDashboard>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await dashboard.Page.PostAsync("/api/telemetry/clear", null, TestContext.Current.CancellationToken);
        await dashboard.SendAsync("logs", OtlpMessages.Export(OtlpMessages.Resource("a"), "First.Category", [
            OtlpMessages.Log("starting", severity: 5),
            OtlpMessages.Log("object X is refused", severity: 13, trace: OtlpMessages.TraceId(1), span: OtlpMessages.SpanId(1), attributes: ("Key", "X")),
            OtlpMessages.Log("broken", severity: 17, attributes: [("exception.type", "IOException"), ("exception.message", "disk full"), ("exception.stacktrace", "at A.B()")]),
        ]));
        await dashboard.SendAsync("logs", OtlpMessages.Export(OtlpMessages.Resource("b"), "Second.Category", [OtlpMessages.Log("object Y is fine", attributes: ("Key", "Y"))]));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", "starting, object X is refused, broken, object Y is fine")]
    [InlineData("resource=b", "object Y is fine")]
    [InlineData("resource=a&resource=b&level=warning", "object X is refused, broken")]
    [InlineData("text=OBJECT", "object X is refused, object Y is fine")]
    [InlineData("text=disk", "broken")]
    [InlineData("text=second.cat", "object Y is fine")]
    [InlineData("category=First.Category&level=error", "broken")]
    [InlineData("attr=Key:x", "object X is refused")]
    [InlineData("attr=Key:!X", "starting, broken, object Y is fine")]
    [InlineData("attr=Key:&attr=service.name:b", "object Y is fine")]
    [InlineData("attr=exception.type:~exc", "broken")]
    [InlineData("trace=01010101010101010200000000000000", "object X is refused")]
    [InlineData("span=0200000000000000", "object X is refused")]
    [InlineData("limit=1", "object Y is fine")]
    [InlineData("text=nowhere", "")]
    public async Task A_filter_gives_the_logs_that_match_all_of_it(string query, string messages)
    {
        var answer = await dashboard.GetAsync($"/api/logs?{query}");

        Assert.Equal(messages, string.Join(", ", Messages(answer.GetProperty("logs"))));
    }

    [Fact]
    public async Task Pages_go_back_without_gap_or_repeat()
    {
        var newest = await dashboard.GetAsync("/api/logs?limit=3");
        var older = await dashboard.GetAsync($"/api/logs?limit=3&before={newest.GetProperty("logs")[0].GetProperty("n").GetInt64()}");

        Assert.Equal(["object X is refused", "broken", "object Y is fine"], Messages(newest.GetProperty("logs")));
        Assert.Equal(["starting"], Messages(older.GetProperty("logs")));
        Assert.Equal((true, false, 4), (newest.GetProperty("more").GetBoolean(), older.GetProperty("more").GetBoolean(), older.GetProperty("matching").GetInt32()));
    }

    [Fact]
    public async Task One_log_is_told_with_its_attributes_and_stack()
    {
        var number = (await dashboard.GetAsync("/api/logs?text=broken")).GetProperty("logs")[0].GetProperty("n").GetInt64();

        var log = await dashboard.GetAsync($"/api/logs/{number}");

        Assert.True(log.GetProperty("exception").GetBoolean());
        Assert.Equal("at A.B()", log.GetProperty("stack").GetString());
        Assert.Equal("disk full", log.GetProperty("attributes").GetProperty("exception.message").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await dashboard.Page.GetAsync("/api/logs/999999", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_stream_begins_with_what_is_kept_and_goes_on_with_what_comes()
    {
        var messages = new List<string>();
        var sent = false;
        await foreach (var item in dashboard.EventsAsync("/api/logs/stream?text=object"))
        {
            Assert.Equal("logs", item.EventType);
            Assert.Equal($"{item.Data[item.Data.GetArrayLength() - 1].GetProperty("n").GetInt64()}", item.EventId);
            messages.AddRange(Messages(item.Data));
            if (messages.Count >= 3) break;
            if (sent) continue;
            sent = true;
            await dashboard.SendAsync("logs", OtlpMessages.Export(OtlpMessages.Resource("c"), "C", [OtlpMessages.Log("no"), OtlpMessages.Log("third object")]));
        }

        Assert.Equal(["object X is refused", "object Y is fine", "third object"], messages);
    }

    [Theory]
    [InlineData("level=loud", "level is 'loud': it must be one of trace, debug, information, warning, error, critical.")]
    [InlineData("limit=0", "limit is '0': it must be a whole number from 1 to 10000.")]
    [InlineData("trace=12", "trace is '12': a trace id has 32 hex digits.")]
    [InlineData("attr=nothing", "attr is 'nothing': it must be name:value.")]
    public async Task A_wrong_parameter_is_named_with_what_it_must_be(string query, string detail)
    {
        var answer = await dashboard.Page.GetAsync($"/api/logs?{query}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(detail, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Without_the_cookie_nothing_is_told()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = dashboard.Page.BaseAddress };

        foreach (var path in new[] { "/api/logs", "/api/logs/stream", "/api/traces", "/api/telemetry/resources" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static IEnumerable<string> Messages(JsonElement logs) => logs.EnumerateArray().Select(log => log.GetProperty("message").GetString()!);
}
