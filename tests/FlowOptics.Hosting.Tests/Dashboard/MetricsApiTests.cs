using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Aspire.Hosting.Telemetry.Receiving;
using Aspire.Hosting.Tests.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>What OpenTelemetry's own exporter sends of real instruments.</summary>
public sealed class MetricsApiTests(TelemetryDashboard dashboard) : IClassFixture<TelemetryDashboard>
{
    [Fact]
    public async Task Instruments_of_a_real_meter_are_listed_and_drawn()
    {
        using (var meter = new Meter("Shop.Orders"))
        using (var provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("shop", autoGenerateServiceInstanceId: false))
            .AddMeter(meter.Name)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = new Uri(dashboard.Endpoint, "/v1/metrics");
                exporter.Headers = $"{OtlpReceiver.KeyHeader}={dashboard.Key}";
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 200;
            })
            .Build())
        {
            var orders = meter.CreateCounter<long>("orders", "{order}", "Orders taken");
            var time = meter.CreateHistogram<double>("order.time", "s", "Time of an order");
            meter.CreateObservableGauge("open", () => 3, "{order}");
            orders.Add(10, new KeyValuePair<string, object?>("shop", "north"));
            orders.Add(5, new KeyValuePair<string, object?>("shop", "south"));
            time.Record(0.3);
            // The steps that are shown end a second and a half ago.
            await dashboard.UntilAsync("/api/metrics?resource=shop", tree => Instruments(tree).Count() == 3);
            await dashboard.UntilAsync(Series("orders", "&show=delta"), answer => Total(answer) > 14.9);
        }

        var tree = await dashboard.GetAsync("/api/metrics?resource=shop");
        Assert.Equal(["open gauge", "order.time histogram", "orders counter"], Instruments(tree).Select(one => $"{one.GetProperty("name").GetString()} {one.GetProperty("kind").GetString()}"));
        Assert.Equal("""[{"name":"shop","values":["north","south"]}]""", Instruments(tree).Last().GetProperty("dimensions").GetRawText());

        Assert.Equal(10, Total(await dashboard.GetAsync(Series("orders", "&show=delta&dim.shop=north"))), 3);
        var byShop = await dashboard.GetAsync(Series("orders", "&by=shop"));
        Assert.Equal(["north", "south"], byShop.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("name").GetString()));
        var times = await dashboard.GetAsync(Series("order.time", ""));
        Assert.Equal(["p50", "p90", "p99"], times.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("name").GetString()));
        Assert.Equal(1, times.GetProperty("observations").EnumerateArray().Sum(count => count.GetDouble()), 2);
        Assert.Equal(300, times.GetProperty("times").GetArrayLength());
        Assert.Contains((await dashboard.GetAsync(Series("open", ""))).GetProperty("lines")[0].GetProperty("values").EnumerateArray(), value => value.ValueKind == JsonValueKind.Number && value.GetDouble() == 3);

        await foreach (var item in dashboard.EventsAsync(Series("open", "").Replace("/series", "/stream", StringComparison.Ordinal)))
        {
            Assert.Equal(("series", "open"), (item.EventType, item.Data.GetProperty("instrument").GetString()));
            break;
        }
    }

    [Theory]
    [InlineData("/api/metrics", HttpStatusCode.BadRequest)]
    [InlineData("/api/metrics?resource=nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/metrics/series?resource=nobody&meter=m&instrument=i", HttpStatusCode.NotFound)]
    [InlineData("/api/metrics/series?resource=nobody&minutes=721", HttpStatusCode.BadRequest)]
    [InlineData("/api/metrics/series?resource=nobody&show=more", HttpStatusCode.BadRequest)]
    public async Task Wrong_questions_are_refused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await dashboard.Page.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);

    private static string Series(string instrument, string more) => $"/api/metrics/series?resource=shop&meter=Shop.Orders&instrument={instrument}{more}";

    private static IEnumerable<JsonElement> Instruments(JsonElement tree) =>
        tree.GetProperty("meters").EnumerateArray().SelectMany(meter => meter.GetProperty("instruments").EnumerateArray());

    private static double Total(JsonElement answer) => answer.GetProperty("lines").EnumerateArray()
        .SelectMany(line => line.GetProperty("values").EnumerateArray()).Sum(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0);
}
