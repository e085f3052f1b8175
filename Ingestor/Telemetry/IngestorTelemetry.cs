using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Telemetry;

/// <summary>Ingestor's activity source and meter, both named <c>FlowOptics.Ingestor</c>.</summary>
internal sealed class IngestorTelemetry : IDisposable
{
    private const string Name = "FlowOptics.Ingestor";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _objects;
    private readonly Counter<long> _records;
    private readonly Counter<long> _lines;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _duration;

    public IngestorTelemetry()
    {
        _objects = _meter.CreateCounter<long>("flowoptics.ingestor.objects", "{object}", "Objects by what became of them");
        _records = _meter.CreateCounter<long>("flowoptics.ingestor.records", "{record}", "Lines, events and rows of objects by what they were: flow, nodata, skipdata (lost by AWS), rejected");
        _lines = _meter.CreateCounter<long>("flowoptics.ingestor.lines", "{line}", "Lines, events and rows read, headers too");
        _rejected = _meter.CreateCounter<long>("flowoptics.ingestor.rejected", "{record}", "Records that could not be read, by reason");
        _batches = _meter.CreateCounter<long>("flowoptics.ingestor.batches", "{batch}", "Batches that the broker has acknowledged");
        _bytes = _meter.CreateCounter<long>("flowoptics.ingestor.published", "By", "Payload bytes of those batches");
        _duration = _meter.CreateHistogram<double>("flowoptics.ingestor.object.duration", "s", "From opening an object to the acknowledgement of its last batch");
    }

    /// <summary>The trace of one object: its batches carry it on as <c>traceparent</c>.</summary>
    public Activity? StartObject(ObjectInfo info)
    {
        var activity = _source.StartActivity("stream object", ActivityKind.Producer);
        activity?.SetTag("flowoptics.object.key", info.Key);
        activity?.SetTag("flowoptics.object.size", info.Size);
        return activity;
    }

    public void Object(string outcome) => _objects.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Published(int bytes)
    {
        _batches.Add(1);
        _bytes.Add(bytes);
    }

    public void Streamed(ParseReport report, TimeSpan duration)
    {
        _lines.Add(report.Lines);
        foreach (var reason in RejectReasons.All)
        {
            if (report.RejectedFor(reason) is var count and > 0) _rejected.Add(count, new KeyValuePair<string, object?>("reason", RejectReasons.NameOf(reason)));
        }

        Record("flow", report.Flows);
        Record("nodata", report.NoData);
        Record("skipdata", report.SkipData);
        Record("rejected", report.Rejected);
        _duration.Record(duration.TotalSeconds);
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private void Record(string kind, long count)
    {
        if (count > 0) _records.Add(count, new KeyValuePair<string, object?>("kind", kind));
    }
}
