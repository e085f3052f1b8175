namespace FlowOptics.Enricher.Telemetry;

/// <summary>Says whether a cause is new, so that it is logged once. Thread-safe.</summary>
internal sealed class OnceEach
{
    // Messages may hold what differs each time: after so many, only the counters tell.
    private const int Kept = 100;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public bool IsFirst(string cause)
    {
        lock (_lock) return _seen.Count < Kept && _seen.Add(cause);
    }
}
