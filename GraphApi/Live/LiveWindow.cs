using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// The records of the objects that arrived in the bucket within the last minutes. An object's arrival is its LastModified, not the time when its
/// batches came over MQTT: so the window holds the same records after a restart, when it is read from the bucket, as before. Each record counts
/// once, however often its batch comes. One writer at a time; readers beside it.
/// </summary>
internal sealed class LiveWindow(LiveWindowOptions options, TimeProvider time)
{
    // The window's start moves in such steps.
    private const int BucketSeconds = 5;

    // Of a place, a network, an interface or a scope that was numbered, or an object's ranges, with its part of a table.
    private const int NumberedBytes = 160;
    private const int ObjectBytes = 480;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, LiveBucket> _buckets = [];
    private readonly Dictionary<(string Key, string ETag), (RecordRanges Ranges, long Slot)> _objects = [];
    private readonly Dictionary<string, string> _etags = new(StringComparer.Ordinal);

    // The slot before which nothing is held: moved by time, or earlier by the byte budget.
    private long _firstSlot = long.MinValue;

    public Numbering<(string Account, string Region)> Scopes { get; } = new(("", ""));

    public Numbering<string> Interfaces { get; } = new("");

    public Numbering<Place> Places { get; } = new(Place.None);

    public Numbering<Network> Networks { get; } = new(Network.None);

    public DateTimeOffset? NewestArrival { get; private set; }

    /// <summary>Records that came again, or too late for the window.</summary>
    public long Repeated { get; private set; }

    public long Late { get; private set; }

    public long AllocatedBytes { get; private set; }

    /// <summary>The window's true start: all objects that arrived at or after it are counted.</summary>
    public DateTimeOffset Start
    {
        get
        {
            lock (_lock)
            {
                Expire();
                return DateTimeOffset.FromUnixTimeSeconds(_firstSlot * BucketSeconds);
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
                return _buckets.Values.Aggregate(default(Traffic), (sum, bucket) => sum + bucket.Total);
            }
        }
    }

    /// <summary>When an object arrived, where a batch of it was taken already.</summary>
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
    /// <returns>How many were new; 0 too where the object is older than the window.</returns>
    public int Add(EnrichedBatch batch, DateTimeOffset arrival)
    {
        var origin = batch.Flows.Origin;
        lock (_lock)
        {
            Expire();
            if (!_objects.TryGetValue((origin.Key, origin.ETag), out var known))
            {
                known = (new RecordRanges(), Math.DivRem(arrival.ToUnixTimeSeconds(), BucketSeconds).Quotient);
                if (known.Slot < _firstSlot)
                {
                    Late += origin.Count;
                    return 0;
                }

                _objects.Add((origin.Key, origin.ETag), known);
                _etags[origin.Key] = origin.ETag;
                if (NewestArrival is null || arrival > NewestArrival) NewestArrival = arrival;
            }

            var added = 0;
            if (!_buckets.TryGetValue(known.Slot, out var bucket)) _buckets.Add(known.Slot, bucket = new LiveBucket(known.Slot));
            var numbers = new BatchNumbers(this, batch);
            foreach (var (first, end) in known.Ranges.Add(origin.FirstRecord, origin.FirstRecord + origin.Count))
            {
                added += (int)(end - first);
                lock (bucket.Lock) Sum(bucket, batch, numbers, (int)(first - origin.FirstRecord), (int)(end - origin.FirstRecord));
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
            _buckets.Clear();
            _objects.Clear();
            _etags.Clear();
        }
    }

    /// <summary>The buckets of now, oldest first, and the start that goes with them. Lock each while reading it.</summary>
    public (DateTimeOffset Start, LiveBucket[] Buckets) Buckets()
    {
        lock (_lock)
        {
            Expire();
            return (DateTimeOffset.FromUnixTimeSeconds(_firstSlot * BucketSeconds), [.. _buckets.Values]);
        }
    }

    private static void Sum(LiveBucket bucket, EnrichedBatch batch, BatchNumbers numbers, int from, int to)
    {
        var flows = batch.Flows;
        var total = bucket.Total;
        for (var i = from; i < to; i++)
        {
            var key = new LiveKey(
                flows.SrcAddr[i],
                flows.DstAddr[i],
                LinkLabel.OfService(flows.Protocol[i], flows.SrcPort[i], flows.DstPort[i], batch.ServiceSide[i]),
                LinkLabel.OfSource(flows.SrcPort[i]) ?? LiveKey.NoLabel,
                numbers.ScopeOf(i),
                numbers.InterfaceOf(i),
                (int)(flows.Start[i] / 60),
                flows.Protocol[i],
                flows.Action[i],
                OwnEnds.Of(flows.FlowDirection?[i] ?? FlowDirection.None, batch.Direction[i]));
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(bucket.Sums, key, out var exists);
            if (!exists)
            {
                sum.First = long.MaxValue;
                sum.Last = long.MinValue;
                sum.SrcPlace = numbers.Places[batch.SrcPlace[i]];
                sum.DstPlace = numbers.Places[batch.DstPlace[i]];
                sum.SrcNetwork = numbers.Networks[batch.SrcNetwork[i]];
                sum.DstNetwork = numbers.Networks[batch.DstNetwork[i]];
                sum.SrcKind = batch.SrcKind[i];
                sum.DstKind = batch.DstKind[i];
                sum.Direction = batch.Direction[i];
            }

            sum.Flows++;
            sum.Packets += flows.Packets[i];
            sum.Bytes += flows.Bytes[i];
            sum.First = Math.Min(sum.First, flows.Start[i]);
            sum.Last = Math.Max(sum.Last, flows.End[i]);
            total += new Traffic(1, flows.Packets[i], flows.Bytes[i]);
        }

        bucket.Total = total;
    }

    private void Expire()
    {
        var oldest = (time.GetUtcNow() - options.Length).ToUnixTimeSeconds();
        // Rounded up: the window is never longer than it says.
        MoveStart((oldest + BucketSeconds - 1) / BucketSeconds);
    }

    private void KeepWithinBudget()
    {
        AllocatedBytes = Measure();
        while (AllocatedBytes > options.MaxBytes && _buckets.Count > 0)
        {
            MoveStart(_buckets.First().Key + 1);
            AllocatedBytes = Measure();
        }
    }

    private long Measure() => _buckets.Values.Sum(bucket => bucket.AllocatedBytes)
        + ((long)_objects.Count * ObjectBytes) + ((long)(Places.Count + Networks.Count + Interfaces.Count + Scopes.Count) * NumberedBytes);

    private void MoveStart(long slot)
    {
        if (slot <= _firstSlot) return;
        _firstSlot = slot;
        var dropped = false;
        while (_buckets.Count > 0 && _buckets.First().Key is var oldest && oldest < slot)
        {
            _buckets.Remove(oldest);
            dropped = true;
        }

        if (!dropped) return;
        foreach (var ((key, etag), (_, objectSlot)) in _objects.ToArray())
        {
            if (objectSlot >= slot) continue;
            _objects.Remove((key, etag));
            if (_etags.TryGetValue(key, out var current) && current == etag) _etags.Remove(key);
        }
    }
}
