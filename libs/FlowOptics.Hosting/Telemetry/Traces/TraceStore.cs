using Aspire.Hosting.Telemetry.Resources;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>
/// The last traces: 10,000 of each resource (a trace counts where its first span came from), and so many bytes of all together; what is over goes from
/// whoever has most.
/// </summary>
internal sealed class TraceStore(int mostPerResource = TraceStore.MostPerResource, long mostBytes = TraceStore.MostBytes)
{
    public const int MostPerResource = 10_000;
    public const long MostBytes = 16L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Trace> _traces = [];
    private readonly Dictionary<TelemetryResource, Kept> _kept = [];
    private readonly Dictionary<TelemetryResource, int> _spans = [];
    private readonly Announcement _changed = new();
    private long _version;
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The number of the last change.</summary>
    public long Version => Volatile.Read(ref _version);

    public void Add(IReadOnlyList<SpanEntry> spans)
    {
        if (spans.Count == 0) return;
        lock (_lock)
        {
            Volatile.Write(ref _version, _version + 1);
            foreach (var span in spans)
            {
                Add(span);
                while (_bytes > mostBytes) Drop(_kept.Values.MaxBy(kept => kept.Bytes)!);
            }
        }

        _changed.Tell();
    }

    /// <summary>The traces that have changed after the change of this number; 0 for all.</summary>
    public List<TraceView> After(long version)
    {
        List<TraceView> found = [];
        lock (_lock)
        {
            foreach (var trace in _traces.Values)
            {
                if (trace.Version > version) found.Add(trace.View());
            }
        }

        return found;
    }

    public TraceView? Find(UInt128 id)
    {
        lock (_lock) return _traces.TryGetValue(id, out var trace) ? trace.View() : null;
    }

    /// <summary>How many spans are kept of a resource.</summary>
    public int SpansOf(TelemetryResource resource)
    {
        lock (_lock) return _spans.GetValueOrDefault(resource);
    }

    /// <summary>Completes when there is a change after the one of this number.</summary>
    public Task MoreAsync(long after, CancellationToken cancellationToken) => _changed.WaitAsync(() => Version > after, cancellationToken);

    /// <summary>Forgets the traces that count as a resource's, or all (null).</summary>
    public void Clear(TelemetryResource? resource)
    {
        lock (_lock)
        {
            foreach (var (owner, kept) in _kept)
            {
                while ((resource is null || owner == resource) && kept.Traces.Count > 0) Drop(kept);
            }
        }
    }

    private void Add(SpanEntry span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            if (!_kept.TryGetValue(span.Resource, out var owned)) _kept.Add(span.Resource, owned = new Kept());
            if (owned.Traces.Count == mostPerResource) Drop(owned);
            trace = new Trace(span.TraceId, span.Resource);
            _traces.Add(span.TraceId, trace);
            owned.Traces.Enqueue(trace);
            (owned.Bytes, _bytes) = (owned.Bytes + trace.Bytes, _bytes + trace.Bytes);
        }

        var before = trace.Bytes;
        if (!trace.Add(span)) return;
        trace.Version = _version;
        var grown = trace.Bytes - before;
        if (grown == 0) return;
        _spans[span.Resource] = _spans.GetValueOrDefault(span.Resource) + 1;
        _kept[trace.Owner].Bytes += grown;
        _bytes += grown;
    }

    private void Drop(Kept kept)
    {
        var trace = kept.Traces.Dequeue();
        _traces.Remove(trace.Id);
        kept.Bytes -= trace.Bytes;
        _bytes -= trace.Bytes;
        foreach (var span in trace.View().Spans) _spans[span.Resource]--;
    }

    private sealed class Kept
    {
        /// <summary>The oldest first.</summary>
        public Queue<Trace> Traces { get; } = new();

        public long Bytes { get; set; }
    }
}
