using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Connections;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server;

/// <summary>What became of a message that was put into a session's queue.</summary>
internal enum EnqueueResult
{
    Queued,

    /// <summary>QoS 0 beyond the bound, or for a client that is not connected.</summary>
    Dropped,

    /// <summary>QoS 1 beyond the bound of a session that does not outlive its connection: it is to be ended.</summary>
    Overflow,

    /// <summary>The session has ended.</summary>
    Gone,
}

/// <summary>
/// What the server keeps for a client (MQTT 5.0, section 4.1): messages to be sent and in flight. Two queues, since a client that is slow to
/// acknowledge QoS 1 need not lose QoS 0, and order is promised only within one (4.6). All members are thread-safe.
/// </summary>
internal sealed class Session(string clientId, uint number, ServerCore core)
{
    private readonly Lock _gate = new();
    private readonly PacketIdWindow<Outbound> _inFlight = new();
    private readonly Queue<Outbound> _waiting = new();
    private readonly Queue<Outbound> _expendable = new();
    private readonly List<InboundPublishes> _heldBack = [];
    private readonly HashSet<ushort> _receivedExactlyOnce = [];
    private volatile ServerConnection? _connection;
    private long _bytes;
    private long _cursor;
    private int _outstanding;
    private int _dirty;
    private bool _ended;

    public string ClientId { get; } = clientId;

    /// <summary>Its name in the durable log.</summary>
    public uint Number { get; } = number;

    /// <summary>Who alone may have it; null: anybody with its client identifier.</summary>
    public string? Owner { get; set; }

    /// <summary>Of the client that connected last; null: all.</summary>
    public IMqttRights? Rights { get; set; }

    /// <summary>0: ends with its connection; 0xFFFFFFFF: never.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>When it ends if no connection comes; guarded by the registry.</summary>
    public long ExpiresAt { get; set; } = long.MaxValue;

    /// <summary>A will that waits for its delay; guarded by the registry.</summary>
    public PendingWill? Will { get; set; }

    /// <summary>By filter; guarded by the registry.</summary>
    public Dictionary<string, ServerSubscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>Identifiers of QoS 2 messages whose PUBREL has not come (method B of section 4.3.3); used by its connection alone.</summary>
    public HashSet<ushort> ReceivedExactlyOnce => _receivedExactlyOnce;

    public bool IsDurable => ExpirySeconds > 0;

    public bool IsConnected => _connection is not null;

    public ServerConnection? Connection => _connection;

    public long QueuedBytes => Interlocked.Read(ref _bytes);

    /// <summary>Its publishers are to wait: it may hold no more.</summary>
    public bool IsFull => IsDurable && QueuedBytes >= core.Options.MaxDurableSessionBytes;

    private long ResumeBelow => core.Options.MaxDurableSessionBytes / 4 * 3;

    public EnqueueResult Enqueue(in Outbound outbound)
    {
        lock (_gate)
        {
            if (_ended) return EnqueueResult.Gone;
            var cost = outbound.Message.Cost;
            var fits = _bytes + cost <= core.Options.MaxSessionBytes;
            if (outbound.QualityOfService == MqttQualityOfService.AtMostOnce)
            {
                if (_connection is null || !fits) return EnqueueResult.Dropped;
                _expendable.Enqueue(outbound);
            }
            else
            {
                if (!IsDurable && !fits) return EnqueueResult.Overflow;
                _waiting.Enqueue(outbound);
            }

            Interlocked.Add(ref _bytes, cost);
            return EnqueueResult.Queued;
        }
    }

    /// <summary>Takes a message that the storage kept, whatever the bounds.</summary>
    public void Load(in Outbound outbound)
    {
        _waiting.Enqueue(outbound);
        _bytes += outbound.Message.Cost;
    }

    /// <summary>Notes that its connection is to be woken.</summary>
    /// <returns>False where that is on its way already.</returns>
    public bool MarkDirty() => Interlocked.Exchange(ref _dirty, 1) == 0;

    public void Wake() => _connection?.Wake();

    /// <summary>What to write next: first what an earlier connection left in flight, with DUP (MQTT-4.4.0-1), then what waits.</summary>
    public int Take(ServerConnection connection, Span<Sending> into, int maxBytes)
    {
        Volatile.Write(ref _dirty, 0);
        Interlocked.MemoryBarrier();
        var count = 0;
        lock (_gate)
        {
            if (_connection != connection) return 0;
            for (var bytes = 0; count < into.Length && bytes < maxBytes;)
            {
                if (!TakeInFlight(connection, out var sending) && !TakeWaiting(connection, out sending) && !TakeExpendable(out sending)) break;
                into[count++] = sending;
                bytes += sending.Message.Cost;
            }
        }

        return count;
    }

    /// <summary>The client has it: a PUBACK, or the server gave it up.</summary>
    /// <param name="mustWake">Messages wait that could not be sent before.</param>
    /// <returns>The message, null where the identifier is unknown.</returns>
    public StoredMessage? Complete(ushort packetId, out bool mustWake)
    {
        InboundPublishes[] resumed;
        StoredMessage message;
        lock (_gate)
        {
            mustWake = false;
            if (!_inFlight.TryComplete(packetId, out var sequence, out var outbound)) return null;
            if (sequence < _cursor) _outstanding--;
            mustWake = _waiting.Count > 0 || _cursor < _inFlight.Next;
            message = outbound.Message;
            resumed = Released(message.Cost);
        }

        foreach (var publisher in resumed) publisher.ResumeLater();
        return message;
    }

    /// <summary>Has this publisher told when there is room again.</summary>
    /// <returns>False where there is room already.</returns>
    public bool HoldBack(InboundPublishes publisher)
    {
        lock (_gate)
        {
            if (_ended || _bytes < core.Options.MaxDurableSessionBytes) return false;
            if (!_heldBack.Contains(publisher)) _heldBack.Add(publisher);
            return true;
        }
    }

    public void Attach(ServerConnection connection)
    {
        lock (_gate)
        {
            _connection = connection;
            _cursor = _inFlight.First;
            _outstanding = 0;
        }
    }

    /// <summary>QoS 0 is not kept for an absent client.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _connection = null;
            while (_expendable.TryDequeue(out var outbound)) Interlocked.Add(ref _bytes, -outbound.Message.Cost);
        }
    }

    /// <summary>Ends it.</summary>
    /// <returns>The QoS 1 messages that it had not delivered, in order.</returns>
    public List<Outbound> End()
    {
        var left = new List<Outbound>();
        InboundPublishes[] resumed;
        lock (_gate)
        {
            _ended = true;
            _connection = null;
            for (var sequence = _inFlight.First; sequence < _inFlight.Next; sequence++)
            {
                if (_inFlight.TryGet(sequence, out var outbound)) left.Add(outbound);
            }

            left.AddRange(_waiting);
            _waiting.Clear();
            _expendable.Clear();
            Interlocked.Exchange(ref _bytes, 0);
            resumed = Released(0);
        }

        foreach (var publisher in resumed) publisher.ResumeLater();
        return left;
    }

    private bool TakeInFlight(ServerConnection connection, out Sending sending)
    {
        sending = default;
        while (_cursor < _inFlight.Next && _outstanding < connection.ReceiveMaximum)
        {
            var sequence = Math.Max(_cursor, _inFlight.First);
            _cursor = sequence + 1;
            if (!_inFlight.TryGet(sequence, out var outbound)) continue;
            _outstanding++;
            sending = new Sending(outbound.Message, PacketIdWindow<Outbound>.IdOf(sequence), outbound.Retain, true, outbound.SubscriptionIdentifiers);
            return true;
        }

        return false;
    }

    private bool TakeWaiting(ServerConnection connection, out Sending sending)
    {
        sending = default;
        while (_cursor >= _inFlight.Next && _outstanding < connection.ReceiveMaximum && _inFlight.HasRoom && _waiting.TryDequeue(out var outbound))
        {
            if (outbound.Message.ExpiresAt != StoredMessage.NoExpiry && outbound.Message.IsExpired(core.Now))
            {
                core.Storage?.Acknowledge(this, outbound.Message);
                foreach (var publisher in Released(outbound.Message.Cost)) publisher.ResumeLater();
                continue;
            }

            var id = _inFlight.Add(outbound);
            _cursor = _inFlight.Next;
            _outstanding++;
            sending = new Sending(outbound.Message, id, outbound.Retain, false, outbound.SubscriptionIdentifiers);
            return true;
        }

        return false;
    }

    private bool TakeExpendable(out Sending sending)
    {
        if (!_expendable.TryDequeue(out var outbound))
        {
            sending = default;
            return false;
        }

        Interlocked.Add(ref _bytes, -outbound.Message.Cost);
        sending = new Sending(outbound.Message, 0, outbound.Retain, false, outbound.SubscriptionIdentifiers);
        return true;
    }

    /// <summary>Frees bytes; the publishers to be let on are those that waited for it.</summary>
    private InboundPublishes[] Released(int cost)
    {
        var now = Interlocked.Add(ref _bytes, -cost);
        if (_heldBack.Count == 0 || (now > ResumeBelow && !_ended)) return [];
        var resumed = _heldBack.ToArray();
        _heldBack.Clear();
        return resumed;
    }
}
