using System.Text.Json;
using Aspire.Hosting.Telemetry.Logs;
using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Traces;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Tests.Telemetry;

public sealed class WireTests
{
    private static readonly byte[] Logs = OtlpMessages.Export(OtlpMessages.Resource("a", "0"), "Category", [
        OtlpMessages.Log("grüße \"hier\"\n", 1_795_359_301_123_456_789, 17, OtlpMessages.TraceId(1), OtlpMessages.SpanId(2),
            ("count", 3L), ("large", long.MaxValue), ("ok", true), ("part", 0.5), ("list", new object[] { "x", 1L })),
    ]);

    private static readonly byte[] Spans = OtlpMessages.Export(OtlpMessages.Resource("a", "0"), "Source", [
        OtlpMessages.Span(OtlpMessages.TraceId(1), OtlpMessages.SpanId(1), parent: null, "root", 100, 900, isError: true, ("http.route", "/x")),
    ]);

    [Fact]
    public void A_log_is_written_with_the_values_that_were_sent()
    {
        var entry = Assert.Single(Read(Logs));
        var json = Json(writer => LogJson.WriteDetail(writer, entry));

        Assert.Equal("grüße \"hier\"\n", json.GetProperty("message").GetString());
        Assert.Equal(1795359301123.4568, json.GetProperty("t").GetDouble());
        Assert.Equal("error", json.GetProperty("level").GetString());
        Assert.Equal("Category", json.GetProperty("category").GetString());
        Assert.Equal("""{"count":3,"large":"9223372036854775807","ok":true,"part":0.5,"list":["x",1]}""", json.GetProperty("attributes").GetRawText());
        Assert.Equal("a", json.GetProperty("resourceAttributes").GetProperty("service.name").GetString());
        Assert.Equal("01010101010101010200000000000000", json.GetProperty("trace").GetString());
        Assert.Equal("0300000000000000", json.GetProperty("span").GetString());
    }

    [Fact]
    public void Damage_is_refused_or_read_and_never_breaks_anything()
    {
        var random = new Random(17);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var isLog = i % 2 == 0;
            var bytes = (byte[])(isLog ? Logs : Spans).Clone();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var damaged = random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
            try
            {
                (isLog ? Otlp.Logs : Otlp.Traces).Check(damaged);
            }
            catch (MalformedPayloadException)
            {
                refused++;
                continue;
            }

            // What passes the check can be read and written without a thought.
            if (isLog) Read(damaged).ForEach(entry => Json(writer => LogJson.WriteDetail(writer, entry)));
            else ReadSpans(damaged).ForEach(span => Json(writer => TraceJson.WriteDetail(writer, Summary(span), new Dictionary<ulong, int>())));
        }

        Assert.InRange(refused, 1_000, 19_000);
    }

    [Fact]
    public void Values_within_values_without_end_are_refused()
    {
        var value = OtlpMessages.Value("x");
        for (var i = 0; i < 100; i++)
        {
            var inner = value;
            value = OtlpMessages.Message(output => output.Bytes(5, OtlpMessages.Message(list => list.Bytes(1, inner))));
        }

        var request = OtlpMessages.Export(OtlpMessages.Resource("a"), "C", [OtlpMessages.Message(log => log.Bytes(5, value))]);

        Assert.Throws<MalformedPayloadException>(() => Otlp.Logs.Check(request));
    }

    private static List<LogEntry> Read(byte[] request) => LogReader.Read(request, Resources(), out _);

    private static List<SpanEntry> ReadSpans(byte[] request) => TraceReader.Read(request, Resources(), out _, out _);

    private static TelemetryResources Resources() => new((_, _) => null, TimeProvider.System);

    private static TraceSummary Summary(SpanEntry span)
    {
        var trace = new Trace(span.TraceId, span.Resource);
        trace.Add(span);
        return new TraceSummary(trace.View());
    }

    private static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        return JsonElement.Parse(text.ToArray());
    }
}
