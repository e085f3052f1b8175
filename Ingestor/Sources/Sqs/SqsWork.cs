using FlowOptics.Ingestor.Journal;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>
/// Which messages are being worked on, and for which objects. The same object told of twice (SQS and S3 deliver at least once, in no order) is worked on once, and both messages go
/// together. Thread-safe.
/// </summary>
internal sealed class SqsWork(S3ObjectOptions bucket, ObjectJournal journal)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectInfo, Work> _works = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<Work>> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<SqsDelivery> _deliveries = [];

    /// <summary>Messages that are neither deleted nor given back.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _deliveries.Count;
        }
    }

    /// <summary>Takes a message's objects that are not known, and are not being worked on.</summary>
    /// <returns>Those; and how many more there were. Where the message has none that is open, it may be deleted.</returns>
    /// <exception cref="S3EventException">The message tells of no object of ours.</exception>
    public (IReadOnlyList<ObjectInfo> Found, int Known) Take(SqsDelivery delivery)
    {
        var events = S3EventReader.Read(delivery.Message.Body);
        if (events.FirstOrDefault(each => each.Bucket != bucket.Bucket) is { } foreign) throw new S3EventException($"it tells of bucket '{foreign.Bucket}', not of '{bucket.Bucket}'");
        var (found, known) = (new List<ObjectInfo>(), 0);
        lock (_gate)
        {
            foreach (var each in events)
            {
                if (!bucket.Takes(each.Key)) continue;
                var info = S3Arrival.Dated(new(each.Bucket, each.Key, each.Size, each.Time));
                if (each.ETag.Length > 0 && journal.StateOf(info, each.ETag) is JournalState.Done or JournalState.Refused)
                {
                    known++;
                    continue;
                }

                var work = _byKey.GetValueOrDefault(each.Key)?.FirstOrDefault(other => (each.ETag.Length > 0 && other.Event.ETag == each.ETag) || each.IsNoLaterThan(other.Event));
                if (work is null) found.Add(Add(info, each, work = new(each)));
                else known++;
                work.Deliveries.Add(delivery);
                delivery.Open++;
            }

            if (delivery.Open > 0) _deliveries.Add(delivery);
        }

        return (found, known);
    }

    /// <summary>An object is dealt with, or has failed.</summary>
    /// <returns>Messages that are finished: to be deleted where they have not failed. Null where no message told of the object.</returns>
    public IReadOnlyList<SqsDelivery>? End(ObjectInfo info, bool hasFailed)
    {
        lock (_gate)
        {
            if (!_works.Remove(info, out var work)) return null;
            if (_byKey[info.Key] is { Count: > 1 } several) several.Remove(work);
            else _byKey.Remove(info.Key);
            var finished = new List<SqsDelivery>();
            foreach (var delivery in work.Deliveries)
            {
                delivery.HasFailed |= hasFailed;
                if (--delivery.Open > 0) continue;
                _deliveries.Remove(delivery);
                finished.Add(delivery);
            }

            return finished;
        }
    }

    /// <summary>Messages whose invisibility began before a time, and begins anew now.</summary>
    public IReadOnlyList<SqsDelivery> KeepOlderThan(DateTimeOffset time, DateTimeOffset now)
    {
        lock (_gate)
        {
            var old = _deliveries.Where(delivery => delivery.KeptAt < time && !delivery.HasFailed).ToList();
            foreach (var delivery in old) delivery.KeptAt = now;
            return old;
        }
    }

    private ObjectInfo Add(ObjectInfo info, S3ObjectEvent told, Work work)
    {
        _works[info] = work;
        if (!_byKey.TryGetValue(told.Key, out var works)) _byKey[told.Key] = works = [];
        works.Add(work);
        return info;
    }

    private sealed record Work(S3ObjectEvent Event)
    {
        public List<SqsDelivery> Deliveries { get; } = [];
    }
}
