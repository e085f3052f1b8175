using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Importing;

/// <summary>Objects that wait for the import, the newest out first. An object is in it or with a reader once, however often it is found. Thread-safe.</summary>
internal sealed class ImportQueue(LakeDatabase lake, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<ObjectInfo, long> _waiting = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _traces = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _available = new(0);

    /// <summary>Objects waiting or being read.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _known.Count;
        }
    }

    /// <summary>When MQTT last told of an object: while it does, listing can be rare.</summary>
    public DateTimeOffset LastAnnouncement { get; private set; }

    /// <summary>An object that a listing found.</summary>
    /// <returns>False where it is too old, by its name, to be held.</returns>
    public bool Found(ObjectInfo info)
    {
        if (lake.Has(info)) return true;
        if (lake.Retention.LeavesOut(info)) return false;
        Add(info);
        return true;
    }

    /// <summary>An object that MQTT told of: its size is not known, so the ledger is asked when it is read.</summary>
    /// <param name="traceParent">The trace that its import belongs to; null for none.</param>
    public void Announce(ObjectInfo info, string? traceParent = null)
    {
        LastAnnouncement = time.GetUtcNow();
        if (!lake.Retention.LeavesOut(info)) Add(info, traceParent);
    }

    /// <summary>The trace that an object's import belongs to; it is asked once.</summary>
    public string? TakeTrace(string key)
    {
        lock (_lock) return _traces.Remove(key, out var traceParent) ? traceParent : null;
    }

    public async Task<ObjectInfo> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _available.WaitAsync(cancellationToken);
            lock (_lock)
            {
                var info = _waiting.Dequeue();
                // While it waited, others may have taken the space.
                if (!lake.Retention.LeavesOut(info)) return info;
                _known.Remove(info.Key);
                _traces.Remove(info.Key);
            }
        }
    }

    /// <summary>The object is in the lake, gone, or to be found again by a later listing.</summary>
    public void Done(string key)
    {
        lock (_lock)
        {
            _known.Remove(key);
            _traces.Remove(key);
        }
    }

    public void Dispose() => _available.Dispose();

    private void Add(ObjectInfo info, string? traceParent = null)
    {
        lock (_lock)
        {
            if (!_known.Add(info.Key)) return;
            if (traceParent is not null) _traces[info.Key] = traceParent;
            _waiting.Enqueue(info, -info.LastModified.UtcTicks);
        }

        _available.Release();
    }
}
