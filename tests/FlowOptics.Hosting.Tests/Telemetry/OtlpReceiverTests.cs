using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Telemetry.Receiving;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aspire.Hosting.Tests.Telemetry;

/// <summary>OpenTelemetry's own exporters, and requests that none would send, against the running dashboard.</summary>
public sealed class OtlpReceiverTests(TelemetryDashboard dashboard) : IClassFixture<TelemetryDashboard>
{
    private static readonly byte[] OneLog = OtlpMessages.Export(OtlpMessages.Resource("raw"), "C", [OtlpMessages.Log("one")]);

    [Fact]
    public async Task A_trace_and_its_log_from_the_real_exporter_are_shown_as_they_were_made()
    {
        var service = ResourceBuilder.CreateEmpty().AddService("shop", serviceInstanceId: "7");
        using var source = new ActivitySource("Shop.Orders");
        using (var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service).AddSource(source.Name).AddOtlpExporter(To("traces")).Build())
        using (var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(service);
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter(To("logs"));
        })))
        {
            using var order = source.StartActivity("take order", ActivityKind.Server);
            using (var pay = source.StartActivity("pay", ActivityKind.Client))
            {
                pay!.SetTag("amount", 17L);
                pay.AddEvent(new ActivityEvent("declined", tags: new ActivityTagsCollection { ["code"] = "51" }));
                pay.SetStatus(ActivityStatusCode.Error, "declined");
            }

            logs.CreateLogger("Shop.Till").Log(LogLevel.Warning, new EventId(4, "Declined"), "Order {Order} was declined", 17);
        }

        var row = (await dashboard.UntilAsync("/api/traces?resource=shop-7", list => list.GetProperty("matching").GetInt32() == 1)).GetProperty("traces")[0];
        Assert.Equal("take order", row.GetProperty("name").GetString());
        Assert.Equal((2, 1), (row.GetProperty("spans").GetInt32(), row.GetProperty("errors").GetInt32()));
        Assert.True(row.GetProperty("complete").GetBoolean());

        var trace = await dashboard.GetAsync($"/api/traces/{row.GetProperty("id").GetString()}");
        var spans = trace.GetProperty("spans").EnumerateArray().ToDictionary(span => span.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Equal(spans["take order"].GetProperty("id").GetString(), spans["pay"].GetProperty("parent").GetString());
        Assert.Equal(("client", "error", "declined"), (Text(spans["pay"], "kind"), Text(spans["pay"], "status"), Text(spans["pay"], "message")));
        Assert.Equal(17, spans["pay"].GetProperty("attributes").GetProperty("amount").GetInt32());
        Assert.Equal("51", Text(spans["pay"].GetProperty("events")[0].GetProperty("attributes"), "code"));
        Assert.Equal("Shop.Orders", Text(spans["pay"], "source"));

        var log = (await dashboard.UntilAsync($"/api/logs?trace={Text(row, "id")}", list => list.GetProperty("matching").GetInt32() == 1)).GetProperty("logs")[0];
        Assert.Equal("Order 17 was declined", Text(log, "message"));
        Assert.Equal(("warning", "Shop.Till", "Declined", "shop-7"), (Text(log, "level"), Text(log, "category"), Text(log, "event"), Text(log, "resource")));
        Assert.Equal(Text(spans["take order"], "id"), Text(log, "span"));
        Assert.Equal(1, (await dashboard.GetAsync($"/api/traces/{Text(row, "id")}")).GetProperty("logs").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_is_taken_plain_and_packed(bool packed)
    {
        var before = await CountAsync("received", "logs");

        var answer = await dashboard.SendAsync("logs", OneLog, packed);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before + 1, await CountAsync("received", "logs"));
    }

    [Fact]
    public async Task Secrets_are_overwritten_in_logs_and_traces_wherever_they_stand()
    {
        const string Said = $"login with {TelemetryDashboard.Secret} failed, {TelemetryDashboard.Secret}";
        var trace = OtlpMessages.TraceId(901);
        await dashboard.SendAsync("logs", OtlpMessages.Export(OtlpMessages.Resource("careless"), "C", [OtlpMessages.Log(Said, attributes: ("url", $"mqtt://me:{TelemetryDashboard.Secret}@host"))]), packed: true);
        await dashboard.SendAsync("traces", OtlpMessages.Export(OtlpMessages.Resource("careless"), "C", [OtlpMessages.Span(trace, OtlpMessages.SpanId(1), parent: null, Said, 1, 2, attributes: ("said", Said))]));

        var log = (await dashboard.GetAsync("/api/logs?resource=careless")).GetProperty("logs")[0];
        Assert.Equal("login with ************* failed, *************", Text(log, "message"));
        var details = await dashboard.GetAsync($"/api/logs/{log.GetProperty("n").GetInt64()}");
        Assert.Equal("mqtt://me:*************@host", Text(details.GetProperty("attributes"), "url"));
        var row = (await dashboard.GetAsync("/api/traces?resource=careless")).GetProperty("traces")[0];
        var spans = (await dashboard.GetAsync($"/api/traces/{Text(row, "id")}")).GetProperty("spans").ToString();
        Assert.Contains("login with *************", spans, StringComparison.Ordinal);
        Assert.DoesNotContain(TelemetryDashboard.Secret, spans, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_counted()
    {
        var before = await CountAsync("refused", "unauthorized");

        Assert.Equal(HttpStatusCode.Unauthorized, (await dashboard.SendAsync("logs", OneLog, key: "wrong")).StatusCode);

        Assert.Equal(before + 1, await CountAsync("refused", "unauthorized"));
    }

    [Fact]
    public async Task Malformed_requests_are_refused_with_the_place_and_counted()
    {
        var before = await CountAsync("refused", "malformed");

        var cut = await dashboard.SendAsync("logs", OneLog[..^1]);
        Assert.Equal(HttpStatusCode.BadRequest, cut.StatusCode);
        Assert.Contains("At byte", await cut.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await dashboard.SendAsync("traces", "<html>"u8.ToArray())).StatusCode);
        using var notPacked = new ByteArrayContent(OneLog) { Headers = { { "Content-Encoding", "gzip" }, { "Content-Type", "application/x-protobuf" } } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Endpoint, "/v1/logs")) { Content = notPacked, Headers = { { OtlpReceiver.KeyHeader, dashboard.Key } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await dashboard.Page.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(before + 3, await CountAsync("refused", "malformed"));
    }

    [Fact]
    public async Task What_is_too_large_is_refused_whether_packed_or_not()
    {
        var before = await CountAsync("refused", "tooLarge");
        var large = new byte[RequestBody.MostBytes + 1];

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await dashboard.SendAsync("logs", large)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await dashboard.SendAsync("logs", large, packed: true)).StatusCode);

        Assert.Equal(before + 2, await CountAsync("refused", "tooLarge"));
    }

    [Fact]
    public async Task Other_formats_are_refused_with_what_to_do()
    {
        var json = await dashboard.SendAsync("logs", "{}"u8.ToArray(), contentType: "application/json");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
        Assert.Contains("OTEL_EXPORTER_OTLP_PROTOCOL", await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_dropped_of_a_good_request_is_told_and_the_rest_is_kept()
    {
        var request = OtlpMessages.Export(OtlpMessages.Resource("partial"), "C", [
            OtlpMessages.Span(OtlpMessages.TraceId(900), OtlpMessages.SpanId(1), parent: null, "good", 1, 2),
            OtlpMessages.Span([1, 2, 3], OtlpMessages.SpanId(2), parent: null, "bad", 1, 2),
        ]);

        var answer = await dashboard.SendAsync("traces", request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        // partial_success (field 1) with rejected_spans (field 1) = 1 and error_message (field 2).
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0x0A, (byte)(body.Length - 2), 0x08, 1, 0x12, (byte)(body.Length - 6)], body[..6]);
        Assert.Contains("no valid trace id", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(1, (await dashboard.GetAsync("/api/traces?resource=partial")).GetProperty("matching").GetInt32());
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<long> CountAsync(string group, string name) => (await dashboard.GetAsync("/api/telemetry/resources")).GetProperty(group).GetProperty(name).GetInt64();

    private Action<OtlpExporterOptions> To(string signal) => options =>
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(dashboard.Endpoint, $"/v1/{signal}");
        options.Headers = $"{OtlpReceiver.KeyHeader}={dashboard.Key}";
    };
}
