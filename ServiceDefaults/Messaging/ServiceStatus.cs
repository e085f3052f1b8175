using System.Collections.Concurrent;

namespace FlowOptics.ServiceDefaults;

/// <summary>What a service says of itself in its heartbeat: named counts since its start, and gauges. Thread-safe.</summary>
public sealed class ServiceStatus
{
    private readonly ConcurrentDictionary<string, long> _counters = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counters => _counters;

    public void Add(string name, long count) => _counters.AddOrUpdate(name, count, (_, value) => value + count);

    public void Set(string name, long value) => _counters[name] = value;
}
