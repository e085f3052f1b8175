using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// The records of the objects that arrived in the bucket within the last minutes. An object's arrival is what the bucket says (<see cref="ObjectInfo.Arrival"/>), not the time when
/// its batches came over MQTT: so the window holds the same records after a restart, when it is read from the bucket, as before. Each record counts
/// once, however often its batch comes. One writer at a time; readers beside it.
/// </summary>
internal sealed class LiveWindow(LiveWindowOptions options, TimeProvider time)
{
    // The window's start moves in such steps.
    private const int BucketSeconds = 5;

    // Of an object's ranges, with its part of the tables.
    private const int ObjectBytes = 480;

    private readonly Lock _lock = new();
    private readonly LiveMemory _memory = new();
    private readonly LiveKeys _keys = new();
    private readonly SortedDictionary<long, LiveBucket> _buckets = [];
    private readonly Dictionary<(string Key, string ETag), (RecordRanges Ranges, long Slot)> _objects = [];
    private readonly Dictionary<string, string> _etags = new(StringComparer.Ordinal);

    // The slot before which nothing is held: moved by time, or earlier by the byte budget.
    private long _firstSlot = long.MinValue;
    private Traffic _total;
    private long _bucketBytes;

    public DateTimeOffset? NewestArrival { get; private set; }

    /// <summary>Records that came again, or too late for the window.</summary>
    public long Repeated { get; private set; }

    public long Late { get; private set; }

    /// <summary>What the window takes, with what it keeps for its next buckets.</summary>
    public long AllocatedBytes => LiveBytes + _memory.PooledBytes;

    /// <summary>The window's true start: all objects that arrived at or after it are counted.</summary>
    public DateTimeOffset Start
    {
        get
        {
            lock (_lock)
            {
                Expire();
                return TimeOf(_firstSlot);
            }
        }
    }

    public Traffic Total
    {
        get
        {
            lock (_lock)
            {
                Expire();
                return _total;
            }
        }
    }

    private long LiveBytes => Interlocked.Read(ref _bucketBytes) + ((long)_objects.Count * ObjectBytes);

    /// <summary>Whether a batch of the object was taken already: then its arrival is known.</summary>
    public bool Knows(BatchOrigin origin)
    {
        lock (_lock) return _objects.ContainsKey((origin.Key, origin.ETag));
    }

    /// <summary>True where the window holds records of another content of this key: they would be counted beside the new ones.</summary>
    public bool HasOtherContent(BatchOrigin origin)
    {
        lock (_lock) return _etags.TryGetValue(origin.Key, out var etag) && etag != origin.ETag;
    }

    /// <summary>Takes a batch's records, those that are not there yet.</summary>
    /// <param name="arrival">The object's; ignored where the window knows the object.</param>
    /// <returns>How many were new; 0 too where the object is older than the window. Null: the window holds another content of this key, and took nothing.</returns>
    public int? Add(LiveBatch batch, DateTimeOffset arrival)
    {
        var origin = batch.Origin;
        lock (_lock)
        {
            Expire();
            if (!_objects.TryGetValue((origin.Key, origin.ETag), out var known))
            {
                if (_etags.ContainsKey(origin.Key)) return null;
                known = (new RecordRanges(), Math.DivRem(arrival.ToUnixTimeSeconds(), BucketSeconds).Quotient);
                if (known.Slot < _firstSlot)
                {
                    Late += origin.Count;
                    return 0;
                }

                _objects.Add((origin.Key, origin.ETag), known);
                _etags.Add(origin.Key, origin.ETag);
                BucketOf(known.Slot).Objects.Add((origin.Key, origin.ETag));
                if (NewestArrival is null || arrival > NewestArrival) NewestArrival = arrival;
            }

            var added = 0;
            foreach (var (first, end) in known.Ranges.Add(origin.FirstRecord, origin.FirstRecord + origin.Count))
            {
                added += (int)(end - first);
                AddTo(BucketOf(known.Slot), batch, (int)(first - origin.FirstRecord), (int)(end - origin.FirstRecord));
            }

            Repeated += origin.Count - added;
            KeepWithinBudget();
            return added;
        }
    }

    /// <summary>Empties the window: its objects are about to be read anew.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var bucket in _buckets.Values) bucket.Drop();
            _buckets.Clear();
            _objects.Clear();
            _etags.Clear();
            (_total, _bucketBytes) = (default, 0);
        }
    }

    /// <summary>The buckets of now. They stay as they are, but for what is added, until the reading is disposed.</summary>
    public LiveReading Read()
    {
        lock (_lock)
        {
            Expire();
            return new LiveReading(TimeOf(_firstSlot), time.GetUtcNow(), [.. _buckets.Values]);
        }
    }

    private static DateTimeOffset TimeOf(long slot) => DateTimeOffset.FromUnixTimeSeconds(slot * BucketSeconds);

    private LiveBucket BucketOf(long slot)
    {
        if (_buckets.TryGetValue(slot, out var bucket)) return bucket;
        bucket = new LiveBucket(slot, _memory);
        _bucketBytes += bucket.AllocatedBytes;
        _buckets.Add(slot, bucket);
        return bucket;
    }

    private void AddTo(LiveBucket bucket, LiveBatch batch, int from, int to)
    {
        var (bytes, total) = (bucket.AllocatedBytes, bucket.Total);
        bucket.Add(batch, _keys, from, to);
        _bucketBytes += bucket.AllocatedBytes - bytes;
        _total += bucket.Total - total;
    }

    private void Expire()
    {
        var oldest = (time.GetUtcNow() - options.Length).ToUnixTimeSeconds();
        // Rounded up: the window is never longer than it says.
        if (MoveStart((oldest + BucketSeconds - 1) / BucketSeconds)) _memory.Trim();
    }

    private void KeepWithinBudget()
    {
        while (LiveBytes > options.MaxBytes && _buckets.Count > 0) MoveStart(_buckets.First().Key + 1);
        _memory.TrimTo(options.MaxBytes - LiveBytes);
    }

    /// <returns>True where buckets went.</returns>
    private bool MoveStart(long slot)
    {
        if (slot <= _firstSlot) return false;
        _firstSlot = slot;
        var dropped = false;
        while (_buckets.Count > 0 && _buckets.First().Key is var oldest && oldest < slot)
        {
            Forget(_buckets[oldest]);
            _buckets.Remove(oldest);
            dropped = true;
        }

        return dropped;
    }

    private void Forget(LiveBucket bucket)
    {
        _bucketBytes -= bucket.AllocatedBytes;
        _total -= bucket.Total;
        foreach (var (key, etag) in bucket.Objects)
        {
            _objects.Remove((key, etag));
            _etags.Remove(key);
        }

        bucket.Drop();
    }
}
