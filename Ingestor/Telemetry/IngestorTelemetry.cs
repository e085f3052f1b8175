using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Telemetry;

/// <summary>Ingestor's activity source and meter, both named <c>FlowOptics.Ingestor</c>.</summary>
internal sealed class IngestorTelemetry : IDisposable
{
    private const string Name = "FlowOptics.Ingestor";

    // Of an object's batches the first eight are in its trace, and then each 32nd: a small object is seen whole, and a large one at a bounded cost.
    private const int FirstTraced = 8;
    private const int TracedOf = 32;

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly TimeProvider _time;
    private readonly Counter<long> _objects;
    private readonly Counter<long> _records;
    private readonly Counter<long> _lines;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _messages;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lag;
    private int _pending;

    // AWS's objects come minutes late; the demo's, in seconds.
    private static readonly InstrumentAdvice<double> Lag = new() { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] };

    public IngestorTelemetry(TimeProvider time)
    {
        _time = time;
        _objects = _meter.CreateCounter<long>("flowoptics.ingestor.objects", "{object}", "Objects by what became of them");
        _records = _meter.CreateCounter<long>("flowoptics.ingestor.records", "{record}", "Lines, events and rows of objects by what they were: flow, nodata, skipdata (lost by AWS), rejected");
        _lines = _meter.CreateCounter<long>("flowoptics.ingestor.lines", "{line}", "Lines, events and rows read, headers too");
        _rejected = _meter.CreateCounter<long>("flowoptics.ingestor.rejected", "{record}", "Records that could not be read, by reason");
        _batches = _meter.CreateCounter<long>("flowoptics.ingestor.batches", "{batch}", "Batches that the broker has acknowledged");
        _bytes = _meter.CreateCounter<long>("flowoptics.ingestor.published", "By", "Payload bytes of those batches");
        _meter.CreateObservableGauge("flowoptics.ingestor.objects.pending", () => Volatile.Read(ref _pending), "{object}", "Objects that wait to be streamed, or are");
        _lag = _meter.CreateHistogram<double>(
            "flowoptics.ingestor.object.lag", "s", "From an object's LastModified to the acknowledgement of its last batch", advice: Lag);
        _messages = _meter.CreateCounter<long>("flowoptics.ingestor.messages", "{message}", "Messages of the queue: received, deleted, kept from others for longer, poison; known: objects told of again");
        _duration = _meter.CreateHistogram<double>("flowoptics.ingestor.object.duration", "s", "From opening an object to the acknowledgement of its last batch");
    }

    /// <summary>The <c>traceparent</c> of an object's batch of this number; null where it is not traced.</summary>
    public static string? TraceParentOfBatch(int number) => number < FirstTraced || number % TracedOf == 0 ? Activity.Current?.Id : null;

    /// <summary>What was in an object.</summary>
    public static void Describe(Activity? activity, FlowObjectReport report, string? fault)
    {
        if (activity is null) return;
        var parse = report.Parse;
        activity.SetTag("flowoptics.records", parse.Flows);
        activity.SetTag("flowoptics.lines", parse.Lines);
        if (parse.Rejected > 0) activity.SetTag("flowoptics.rejected", parse.Rejected);
        if (fault is not null) activity.SetStatus(ActivityStatusCode.Error, fault);
    }

    /// <summary>The trace of one object: its batches carry it on as <c>traceparent</c>.</summary>
    public Activity? StartObject(ObjectInfo info)
    {
        var activity = _source.StartActivity("stream object");
        activity?.SetTag("flowoptics.object.key", info.Key);
        activity?.SetTag("flowoptics.object.size", info.Size);
        return activity;
    }

    /// <summary>Objects that wait to be streamed, or are.</summary>
    public void SetPending(int count) => Volatile.Write(ref _pending, count);

    public void Object(string outcome) => _objects.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Messages(string outcome, int count) => _messages.Add(count, new KeyValuePair<string, object?>("outcome", outcome));

    public void Published(int bytes)
    {
        _batches.Add(1);
        _bytes.Add(bytes);
    }

    public void Streamed(ParseReport report, TimeSpan duration, DateTimeOffset lastModified)
    {
        _lag.Record((_time.GetUtcNow() - lastModified).TotalSeconds);
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
