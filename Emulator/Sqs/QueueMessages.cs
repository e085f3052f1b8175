using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Sqs;

/// <summary>
/// A queue's messages: by their ids, in the order in which they become visible, and in a journal. Who calls holds the queue's lock.
/// </summary>
internal sealed class QueueMessages : IDisposable
{
    private readonly Dictionary<string, QueueMessage> _byId = new(StringComparer.Ordinal);

    // An entry of a version that its message no longer has is passed over.
    private readonly PriorityQueue<(QueueMessage Message, int Version), (long VisibleAt, long Order)> _order = new();
    private readonly Journal _journal;
    private long _sequence;

    public QueueMessages(string path, string queue, ILogger logger)
    {
        var (entries, torn) = Journal.Read(path);
        if (torn > 0) EmulatorLog.TornJournal(logger, queue, torn);
        foreach (var entry in entries) QueueEntries.Apply(entry, _byId);
        foreach (var message in _byId.Values.OrderBy(message => message.Sent)) Enqueue(message);
        _journal = new Journal(path);
    }

    public IReadOnlyCollection<QueueMessage> All => _byId.Values;

    /// <summary>When the next may become visible; null: there is none.</summary>
    public long? NextVisibleAt => _order.TryPeek(out _, out var next) ? next.VisibleAt : null;

    public QueueMessage? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(QueueMessage message)
    {
        _journal.Write([QueueEntries.Sent(message)]);
        _byId[message.Id] = message;
        Enqueue(message);
    }

    /// <summary>Takes the next one that is visible out of the order; <see cref="Change"/> puts it back.</summary>
    public QueueMessage? Take(long now)
    {
        while (_order.TryPeek(out var next, out var priority) && priority.VisibleAt <= now)
        {
            _order.Dequeue();
            if (next.Version == next.Message.Version && _byId.ContainsKey(next.Message.Id)) return next.Message;
        }

        return null;
    }

    /// <summary>Keeps what receiving them, or another visibility, has changed in them.</summary>
    public void Change(IReadOnlyCollection<QueueMessage> messages)
    {
        foreach (var message in messages) Enqueue(message);
        _journal.Write(messages.Select(QueueEntries.Received));
        CompactIfDue();
    }

    public void Remove(IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids) _byId.Remove(id);
        _journal.Write(ids.Select(QueueEntries.Deleted));
        CompactIfDue();
    }

    public (int Visible, int InFlight, int Delayed) Count(long now)
    {
        var (visible, inFlight, delayed) = (0, 0, 0);
        foreach (var message in _byId.Values)
        {
            if (message.VisibleAt <= now) visible++;
            else if (message.Received > 0) inFlight++;
            else delayed++;
        }

        return (visible, inFlight, delayed);
    }

    public void Clear()
    {
        _byId.Clear();
        _order.Clear();
        _journal.Compact([]);
    }

    public void Dispose() => _journal.Dispose();

    private void Enqueue(QueueMessage message) => _order.Enqueue((message, ++message.Version), (message.VisibleAt, _sequence++));

    private void CompactIfDue()
    {
        if (_journal.IsDueForCompaction) _journal.Compact(_byId.Values.SelectMany(QueueEntries.All));
    }
}
