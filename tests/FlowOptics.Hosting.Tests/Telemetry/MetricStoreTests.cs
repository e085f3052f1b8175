using Aspire.Hosting.Telemetry.Metrics;
using Aspire.Hosting.Telemetry.Resources;
using FsCheck;
using FsCheck.Fluent;

namespace Aspire.Hosting.Tests.Telemetry;

/// <summary>Held to a list of all that was sent.</summary>
public sealed class MetricStoreTests
{
    private const ulong Second = 1_000_000_000;
    private const ulong Epoch = 1_795_000_000 * Second;

    private readonly TelemetryResources _resources = new((_, _) => null, TimeProvider.System);

    [Fact]
    public void What_is_kept_says_at_each_moment_what_was_sent() => Prop.ForAll(Values().ToArbitrary(), sent =>
    {
        var store = new MetricStore();
        for (var i = 0; i < sent.Length; i++) Send(store, "g", kind: 5, OtlpMessages.Number(Time(i), sent[i].Value, attributes: [("s", $"{sent[i].Series}")]));

        foreach (var series in AllSeries(store, "g"))
        {
            var reference = sent.Select((value, i) => (value.Series, value.Value, Time: (long)Time(i))).Where(value => $"{value.Series}" == series.Dimensions[0].Value).ToList();
            var points = series.Points.ToArray();
            Assert.Equal(reference.Select(value => value.Value), reference.Select(value => points.Last(point => point.Time <= value.Time).Value));
            Assert.Equal(reference[^1].Time, points[^1].Time);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_stay_within_the_limit_and_the_newest_of_each_series_stays() => Prop.ForAll(Values().ToArbitrary(), sent =>
    {
        const int Most = 20;
        var store = new MetricStore(Most);
        // Half a minute apart, so that thinning has much to do.
        for (var i = 0; i < sent.Length; i++) Send(store, "c", kind: 7, OtlpMessages.Number(Time(i * 30), i, Epoch, ("s", $"{sent[i].Series}")));

        if (sent.Length == 0) return;
        var (_, points) = store.CountsOf(_resources.All[0]);
        Assert.Equal(AllSeries(store, "c").Sum(series => series.Count), points);
        Assert.InRange(points, 1, Most);
        foreach (var series in AllSeries(store, "c"))
        {
            var last = Array.FindLastIndex(sent, value => $"{value.Series}" == series.Dimensions[0].Value);
            Assert.Equal(((long)Time(last * 30), last), (series.Last!.Value.Time, series.Last.Value.Value));
        }

        Assert.Equal(AllSeries(store, "c").Sum(series => series.Bytes), store.Bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_over_in_bytes_goes_from_whoever_has_most()
    {
        var store = new MetricStore(mostBytes: 4_000);
        Send(store, "small", kind: 5, OtlpMessages.Number(Time(0), 1), resource: "quiet");

        for (var i = 0; i < 500; i++) Send(store, "large", kind: 5, OtlpMessages.Number(Time(i), i));

        Assert.InRange(store.Bytes, 1, 4_000);
        Assert.Single(AllSeries(store, "small", "quiet").Single().Points.ToArray());
        Assert.Equal(499, AllSeries(store, "large").Single().Last!.Value.Value);
    }

    [Fact]
    public void No_more_series_than_two_thousand_are_kept_and_the_rest_is_told()
    {
        var store = new MetricStore();

        var (kept, rejected) = store.Add(OtlpMessages.Export(OtlpMessages.Resource("r"), "M", [
            OtlpMessages.Metric("many", 5, Enumerable.Range(0, ResourceMetrics.MostSeries + 5).Select(i => OtlpMessages.Number(Time(0), i, attributes: [("i", (long)i)]))),
            OtlpMessages.Metric("exponential", 10, [OtlpMessages.Message(_ => { })]),
        ]), _resources);

        Assert.Equal((ResourceMetrics.MostSeries, 6), (kept, rejected));
    }

    [Fact]
    public void A_counters_steps_add_up_to_what_was_counted_over_restarts_too() => Prop.ForAll(Gen.Choose(0, 50).ArrayOf().ToArbitrary(), increments =>
    {
        var store = new MetricStore();
        var (value, total) = (0.0, 0.0);
        Send(store, "c", kind: 7, OtlpMessages.Number(Time(0), 0, Time(0)));
        for (var i = 0; i < increments.Length; i++)
        {
            // Now and then the process begins anew.
            if (increments[i] % 7 == 3) value = 0;
            value += increments[i];
            total += increments[i];
            Send(store, "c", kind: 7, OtlpMessages.Number(Time(i + 1) + 130_000_000, value, Time(0)));
        }

        var answer = Ask(store, "c", new MetricQuestion { Meter = "M", Instrument = "c", Show = MetricShow.Delta }, now: Time(increments.Length + 4), minutes: 5);
        // A restart that is not seen, since the new count is past the old one, cannot be told from a rise.
        var unseen = increments.Length > 200 || Restarts(increments);
        if (!unseen) Assert.Equal(total, answer.Lines[0].Values.Sum() ?? 0, 6);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_delta_counter_reads_as_its_sum()
    {
        var store = new MetricStore();
        foreach (var (i, value) in new[] { 3.0, 4, 0, 5 }.Index()) Send(store, "d", kind: 7, OtlpMessages.Number(Time(i + 1), value, Time(i)), isDelta: true);

        Assert.Equal(12, AllSeries(store, "d").Single().Last!.Value.Value);
    }

    [Fact]
    public void Quantiles_lie_where_the_observations_are()
    {
        var store = new MetricStore();
        double[] bounds = [1, 2, 4];
        Send(store, "h", kind: 9, OtlpMessages.Histogram(Time(0), bounds, [0, 0, 0, 0], 0, Time(0)));
        // In one second: 50 between 0 and 1, 40 between 1 and 2, 9 between 2 and 4, one beyond.
        Send(store, "h", kind: 9, OtlpMessages.Histogram(Time(1), bounds, [50, 40, 9, 1], 120, Time(0)));

        var answer = Ask(store, "h", new MetricQuestion { Meter = "M", Instrument = "h" }, now: Time(3), minutes: 1);

        double? At(string line) => answer.Lines.Single(one => one.Name == line).Values.Single(value => value is not null);
        Assert.Equal(1, At("p50")!.Value, 9);
        Assert.Equal(2, At("p90")!.Value, 9);
        Assert.Equal(4, At("p99")!.Value, 9);
        Assert.Equal(100, answer.Observations!.Sum(), 3);
    }

    [Fact]
    public void Lines_by_a_dimension_are_the_largest_ten_and_the_others()
    {
        var store = new MetricStore();
        for (var t = 0; t <= 2; t++)
        {
            Send(store, "c", kind: 7, [.. Enumerable.Range(1, 13).Select(i => OtlpMessages.Number(Time(t), t * i, Time(0), ("who", $"w{i}"), ("kind", i % 2 == 0 ? "even" : "odd")))]);
        }

        var answer = Ask(store, "c", new MetricQuestion { Meter = "M", Instrument = "c", By = "who", Show = MetricShow.Delta }, now: Time(4), minutes: 1);
        Assert.Equal(["w13", "w12", "w11", "w10", "w9", "w8", "w7", "w6", "w5", "w4", "others"], answer.Lines.Select(line => line.Name));
        Assert.Equal([26.0, 12.0], new[] { answer.Lines[0], answer.Lines[10] }.Select(line => Math.Round(line.Values.Sum()!.Value, 6)));

        var odd = Ask(store, "c", new MetricQuestion
        {
            Meter = "M",
            Instrument = "c",
            Dimensions = new Dictionary<string, IReadOnlySet<string>> { ["kind"] = new HashSet<string> { "odd" } },
        }, now: Time(4), minutes: 1);
        Assert.Equal(49, odd.Lines.Single().Values.Max()!.Value, 6);
    }

    [Fact]
    public void A_gauge_holds_its_value_and_ends_where_its_sender_ended()
    {
        var store = new MetricStore();
        for (var i = 0; i <= 20; i++) Send(store, "g", kind: 5, OtlpMessages.Number(Time(i), i < 10 ? 7 : 8));

        var values = Ask(store, "g", new MetricQuestion { Meter = "M", Instrument = "g" }, now: Time(60), minutes: 1).Lines.Single().Values;

        Assert.Equal([7, 8], values.Where(value => value is not null).Select(value => value!.Value).Distinct());
        Assert.Null(values[^1]);
        Assert.Equal(4, AllSeries(store, "g").Single().Count);
    }

    private static bool Restarts(int[] increments)
    {
        var value = 0;
        foreach (var increment in increments)
        {
            if (increment % 7 == 3 && increment >= value) return true;
            value = increment % 7 == 3 ? increment : value + increment;
        }

        return false;
    }

    private static Gen<(int Series, double Value)[]> Values() => (from series in Gen.Choose(0, 3) from value in Gen.Choose(0, 2) select (series, (double)value)).ArrayOf();

    private static ulong Time(int second) => Epoch + ((ulong)second * Second);

    private void Send(MetricStore store, string name, int kind, byte[] point, string resource = "r", bool isDelta = false) => Send(store, name, kind, [point], resource, isDelta);

    private void Send(MetricStore store, string name, int kind, byte[][] points, string resource = "r", bool isDelta = false) =>
        store.Add(OtlpMessages.Export(OtlpMessages.Resource(resource), "M", [OtlpMessages.Metric(name, kind, points, isDelta: isDelta)]), _resources);

    private MetricSeries[] AllSeries(MetricStore store, string instrument, string resource = "r") =>
        _resources.Find(resource) is { } known ? store.Look(known, metrics => metrics.Find("M", instrument)?.Series.ToArray()) ?? [] : [];

    private MetricAnswer Ask(MetricStore store, string instrument, MetricQuestion question, ulong now, int minutes) => store.Look(
        _resources.Find("r")!, metrics => MetricQuery.Answer(metrics.Find("M", instrument)!, question, new TimeGrid((long)now, minutes)))!;
}
