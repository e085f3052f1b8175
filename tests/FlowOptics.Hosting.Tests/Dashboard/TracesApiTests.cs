using System.Net;
using System.Text.Json;
using Aspire.Hosting.Tests.Telemetry;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class TracesApiTests(TelemetryDashboard dashboard) : IClassFixture<TelemetryDashboard>, IAsyncLifetime
{
    private const ulong Millisecond = 1_000_000;

    public async ValueTask InitializeAsync()
    {
        await dashboard.Page.PostAsync("/api/telemetry/clear?signal=traces", null, TestContext.Current.CancellationToken);
        await dashboard.SendAsync("traces", OtlpMessages.Export(OtlpMessages.Resource("a"), "S", [
            Span(1, 1, parent: null, "first", start: 100, milliseconds: 5),
            Span(2, 1, parent: null, "second", start: 200, milliseconds: 50, ("messaging.system", "mqtt")),
        ]));
        await dashboard.SendAsync("traces", OtlpMessages.Export(OtlpMessages.Resource("b"), "S", [
            OtlpMessages.Span(OtlpMessages.TraceId(2), OtlpMessages.SpanId(2), OtlpMessages.SpanId(1), "inner", 210 * Millisecond, 220 * Millisecond, isError: true),
            Span(3, 1, parent: null, "third", start: 300, milliseconds: 1),
        ]));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("", "third, second, first")]
    [InlineData("resource=a", "second, first")]
    [InlineData("resource=b", "third, second")]
    [InlineData("text=INN", "second")]
    [InlineData("text=01010101010101010300", "second")]
    [InlineData("errors=true", "second")]
    [InlineData("min=4.9", "second, first")]
    [InlineData("attr=messaging.system:mqtt", "second")]
    [InlineData("limit=2", "third, second")]
    [InlineData("before=200", "first")]
    public async Task A_filter_gives_the_traces_that_match_all_of_it_newest_first(string query, string names)
    {
        var answer = await dashboard.GetAsync($"/api/traces?{query}");

        Assert.Equal(names, string.Join(", ", Names(answer.GetProperty("traces"))));
    }

    [Fact]
    public async Task A_stream_begins_with_what_is_kept_and_tells_what_changes()
    {
        var events = 0;
        await foreach (var item in dashboard.EventsAsync("/api/traces/stream?resource=a"))
        {
            Assert.Equal("traces", item.EventType);
            if (events++ == 0)
            {
                Assert.Equal(["second", "first"], Names(item.Data));
                await dashboard.SendAsync("traces", OtlpMessages.Export(OtlpMessages.Resource("b"), "S", [Span(1, 2, parent: 1, "late", start: 101, milliseconds: 1)]));
                continue;
            }

            Assert.Equal(("first", 2), (Names(item.Data).Single(), item.Data[0].GetProperty("spans").GetInt32()));
            break;
        }
    }

    [Fact]
    public async Task A_trace_of_five_thousand_spans_is_told_whole()
    {
        var spans = Enumerable.Range(0, 5_000).Select(i => Span(7, i, i == 0 ? null : 0, $"span {i}", start: (ulong)(400 + i), milliseconds: 1, ("index", (long)i)));
        await dashboard.SendAsync("traces", OtlpMessages.Export(OtlpMessages.Resource("many"), "S", spans));

        var trace = await dashboard.GetAsync("/api/traces/01010101010101010800000000000000");

        Assert.Equal(5_000, trace.GetProperty("spans").GetArrayLength());
        Assert.Equal((400, 5_000), (trace.GetProperty("t").GetDouble(), trace.GetProperty("duration").GetDouble()));
        Assert.Equal(4_999, trace.GetProperty("spans")[4_999].GetProperty("attributes").GetProperty("index").GetInt32());
    }

    [Theory]
    [InlineData("/api/traces/01010101010101017700000000000000", HttpStatusCode.NotFound)]
    [InlineData("/api/traces/xyz", HttpStatusCode.BadRequest)]
    [InlineData("/api/traces?errors=perhaps", HttpStatusCode.BadRequest)]
    public async Task Wrong_questions_are_refused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await dashboard.Page.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);

    private static byte[] Span(int trace, int id, int? parent, string name, ulong start, int milliseconds, params (string Name, object Value)[] attributes) => OtlpMessages.Span(
        OtlpMessages.TraceId(trace), OtlpMessages.SpanId(id), parent is { } other ? OtlpMessages.SpanId(other) : null,
        name, start * Millisecond, (start + (ulong)milliseconds) * Millisecond, attributes: attributes);

    private static IEnumerable<string> Names(JsonElement traces) => traces.EnumerateArray().Select(trace => trace.GetProperty("name").GetString()!);
}
