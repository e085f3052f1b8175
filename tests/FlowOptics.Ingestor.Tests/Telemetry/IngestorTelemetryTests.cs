using System.Diagnostics.Metrics;
using System.Text;
using FlowOptics.Flows;
using FlowOptics.Ingestor.Telemetry;

namespace FlowOptics.Ingestor.Tests.Telemetry;

public sealed class IngestorTelemetryTests
{
    [Fact]
    public void Counts_what_became_of_the_records_and_each_reason_to_reject_one()
    {
        var parser = new FlowTextParser(new ObjectIdentity("bucket", "key", "etag"));
        parser.Write(Encoding.ASCII.GetBytes(
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
            + "2 1 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1 2 ACCEPT OK\n"
            + "2 1 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1 2 ACCEPT OK\n"
            + "2 1 eni-1 - - - - - - - 1 2 - NODATA\n"
            + "2 1 eni-1 - - - - - - - 1 2 - SKIPDATA\n"
            + "2 1 eni-1 10.0.0 10.0.0.2 1 2 6 1 40 1 2 ACCEPT OK\n"
            + "2 1 eni-1 10.0.0.1 10.0.0.2 1 2 256 1 40 1 2 ACCEPT OK\n"
            + "2 1 eni-1 10.0.0.1 10.0.0.2 1 70000 6 1 40 1 2 ACCEPT OK\n"
            + "two words\nand three words\n"));
        parser.Complete();

        Assert.Equal(
            [
                "lines: 10", "records flow: 2", "records nodata: 1", "records rejected: 5", "records skipdata: 1",
                "rejected address: 1", "rejected field-count: 2", "rejected port: 1", "rejected protocol: 1",
            ],
            Measure(telemetry => telemetry.Streamed(parser.Report, TimeSpan.Zero, DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void Each_reason_has_a_word_of_its_own() =>
        Assert.Equal(
            ["field-count", "length", "address", "port", "protocol", "tcp-flags", "count", "time", "action", "direction", "status", "text"],
            RejectReasons.All.Select(RejectReasons.NameOf));

    private static List<string> Measure(Action<IngestorTelemetry> act)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var thread = Environment.CurrentManagedThreadId;
        var own = new HashSet<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                // Other tests' Ingestors make instruments of the same names, on other threads.
                if (Environment.CurrentManagedThreadId != thread || instrument.Meter.Name != "FlowOptics.Ingestor") return;
                own.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (!own.Contains(instrument)) return;
            var tag = tags.Length > 0 ? $" {tags[0].Value}" : "";
            var name = $"{instrument.Name["flowoptics.ingestor.".Length..]}{tag}";
            counts[name] = counts.GetValueOrDefault(name) + value;
        });
        // Tells of the instruments that are there already, on this thread; then of those to come.
        listener.Start();
        own.Clear();
        using var telemetry = new IngestorTelemetry(TimeProvider.System);
        act(telemetry);
        return [.. counts.Select(count => $"{count.Key}: {count.Value}")];
    }
}
