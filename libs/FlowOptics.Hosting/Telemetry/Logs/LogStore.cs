using Aspire.Hosting.Telemetry.Resources;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Telemetry.Logs;

/// <summary>
/// The last logs: 10,000 of each resource, and so many bytes of all together; what is over goes from whoever has most. Questions look at a copy of the
/// references, so that nobody who asks holds up who sends.
/// </summary>
internal sealed class LogStore(int mostPerResource = LogStore.MostPerResource, long mostBytes = LogStore.MostBytes)
{
    public const int MostPerResource = 10_000;
    public const long MostBytes = 12L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<TelemetryResource, Kept> _kept = [];
    private readonly Announcement _changed = new();
    private long _last;
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The number of the newest log.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Numbers the entries and keeps them.</summary>
    public void Add(IReadOnlyList<LogEntry> entries)
    {
        if (entries.Count == 0) return;
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                entry.Number = _last + 1;
                Volatile.Write(ref _last, entry.Number);
                if (!_kept.TryGetValue(entry.Resource, out var kept)) _kept.Add(entry.Resource, kept = new Kept());
                if (kept.Entries.Count == mostPerResource) _bytes -= kept.Drop();
                kept.Add(entry);
                _bytes += entry.Bytes;
                while (_bytes > mostBytes) _bytes -= _kept.Values.MaxBy(other => other.Bytes)!.Drop();
            }
        }

        _changed.Tell();
    }

    /// <summary>Entries after the one of this number, of these resources (null: all), by number.</summary>
    public List<LogEntry> After(long number, IReadOnlySet<string>? resources = null)
    {
        List<LogEntry> found = [];
        lock (_lock)
        {
            foreach (var (resource, kept) in _kept)
            {
                if (kept.Newest <= number || resources?.Contains(resource.Id) == false) continue;
                foreach (var entry in kept.Entries)
                {
                    if (entry.Number > number) found.Add(entry);
                }
            }
        }

        found.Sort((a, b) => a.Number.CompareTo(b.Number));
        return found;
    }

    public LogEntry? Find(long number)
    {
        lock (_lock) return _kept.Values.SelectMany(kept => kept.Entries).FirstOrDefault(entry => entry.Number == number);
    }

    /// <summary>How many are kept of a resource, and how many of them are errors and warnings.</summary>
    public (int Logs, int Errors, int Warnings) CountsOf(TelemetryResource resource)
    {
        lock (_lock) return _kept.TryGetValue(resource, out var kept) ? (kept.Entries.Count, kept.Errors, kept.Warnings) : default;
    }

    /// <summary>Completes when there is a log after the one of this number.</summary>
    public Task MoreAsync(long after, CancellationToken cancellationToken) => _changed.WaitAsync(() => Last > after, cancellationToken);

    /// <summary>Forgets a resource's logs, or all (null).</summary>
    public void Clear(TelemetryResource? resource)
    {
        lock (_lock)
        {
            foreach (var known in _kept.Keys.Where(known => resource is null || known == resource).ToList())
            {
                _bytes -= _kept[known].Bytes;
                _kept.Remove(known);
            }
        }
    }

    private sealed class Kept
    {
        public Queue<LogEntry> Entries { get; } = new();

        public long Bytes { get; private set; }

        public long Newest { get; private set; }

        public int Errors { get; private set; }

        public int Warnings { get; private set; }

        public void Add(LogEntry entry)
        {
            Entries.Enqueue(entry);
            Newest = entry.Number;
            Bytes += entry.Bytes;
            Count(entry, 1);
        }

        public int Drop()
        {
            var entry = Entries.Dequeue();
            Bytes -= entry.Bytes;
            Count(entry, -1);
            return entry.Bytes;
        }

        private void Count(LogEntry entry, int change)
        {
            if (entry.Level >= LogLevel.Error) Errors += change;
            else if (entry.Level == LogLevel.Warning) Warnings += change;
        }
    }
}
