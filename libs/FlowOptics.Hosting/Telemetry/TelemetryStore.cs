using Aspire.Hosting.Running;
using Aspire.Hosting.Telemetry.Logs;
using Aspire.Hosting.Telemetry.Metrics;
using Aspire.Hosting.Telemetry.Receiving;
using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Traces;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry;

/// <summary>All telemetry that is kept, by signal.</summary>
internal sealed class TelemetryStore(ResourceRunners runners, TimeProvider time)
{
    public const long MostBytes = LogStore.MostBytes + TraceStore.MostBytes + MetricStore.MostBytes;

    private const string TooManyResources = "There are too many resources already.";

    private readonly MemoryTidy _tidy = new(time);

    public TelemetryResources Resources { get; } = new((name, instance) => IdOf(runners, name, instance), time);

    public LogStore Logs { get; } = new();

    public TraceStore Traces { get; } = new();

    public MetricStore Metrics { get; } = new();

    public ReceivedCounts Counts { get; } = new();

    public long Bytes => Logs.Bytes + Traces.Bytes + Metrics.Bytes;

    /// <summary>Keeps what an export request brings.</summary>
    /// <exception cref="MalformedPayloadException">It is none; nothing of it was kept.</exception>
    public Rejection Take(Signal signal, ReadOnlySpan<byte> request)
    {
        var (kept, rejected) = signal switch
        {
            Signal.Logs => TakeLogs(request),
            Signal.Traces => TakeTraces(request),
            _ => TakeMetrics(request),
        };
        Counts.Add(signal, request.Length, kept, rejected.Count);
        _tidy.Received(request.Length);
        return rejected;
    }

    /// <summary>Forgets what is kept of a resource (null: of all), of one signal (null: of each).</summary>
    public void Clear(TelemetryResource? resource, Signal? signal)
    {
        if (signal is null or Signal.Logs) Logs.Clear(resource);
        if (signal is null or Signal.Traces) Traces.Clear(resource);
        if (signal is null or Signal.Metrics) Metrics.Clear(resource);
        Counts.Tell();
    }

    private (int Kept, Rejection Rejected) TakeLogs(ReadOnlySpan<byte> request)
    {
        Otlp.Logs.Check(request);
        var logs = LogReader.Read(request, Resources, out var rejected);
        Logs.Add(logs);
        return (logs.Count, rejected == 0 ? Rejection.None : new Rejection(rejected, TooManyResources));
    }

    private (int Kept, Rejection Rejected) TakeTraces(ReadOnlySpan<byte> request)
    {
        Otlp.Traces.Check(request);
        var spans = TraceReader.Read(request, Resources, out var homeless, out var nameless);
        Traces.Add(spans);
        return (spans.Count, (homeless, nameless) switch
        {
            (0, 0) => Rejection.None,
            (0, _) => new Rejection(nameless, "These spans have no valid trace id or span id."),
            _ => new Rejection(homeless + nameless, TooManyResources),
        });
    }

    private (int Kept, Rejection Rejected) TakeMetrics(ReadOnlySpan<byte> request)
    {
        Otlp.Metrics.Check(request);
        var (kept, rejected) = Metrics.Add(request, Resources);
        return (kept, rejected == 0 ? Rejection.None : new Rejection(rejected, "Exponential histograms and summaries are not kept, nor more than 2,000 series of a resource."));
    }

    // One instance has its resource's name for its id; of several, each has its number behind.
    private static string? IdOf(ResourceRunners runners, string name, string? instance)
    {
        if (runners.Find($"{name}-{instance}") is { } replica && string.Equals(replica.Resource.Name, name, StringComparison.OrdinalIgnoreCase)) return replica.Id;
        return instance is null or "" or "0" && runners.Find(name) is { } single ? single.Id : null;
    }
}
