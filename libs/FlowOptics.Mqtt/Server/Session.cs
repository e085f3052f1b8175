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

    /// <summary>QoS 1 or 2 beyond the bound of a session that does not outlive its connection: it is to be ended.</summary>
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
    private readonly Transfers _transfers = new();
    private readonly Queue<Outbound> _waiting = new();
    private readonly Queue<Outbound> _expendable = new();
    private readonly List<InboundPublishes> _heldBack = [];
    private readonly HashSet<ushort> _receivedExactlyOnce = [];
    private volatile ServerConnection? _connection;
    private long _bytes;
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

    /// <summary>Takes what the storage kept, whatever the bounds.</summary>
    /// <param name="sent">QoS 2 that was sent before; null where its PUBREC had come.</param>
    public void Load(IReadOnlyList<Outbound> waiting, IReadOnlyList<(ushort PacketId, Outbound? Outbound)> sent)
    {
        lock (_gate)
        {
            foreach (var outbound in waiting) _waiting.Enqueue(outbound);
            _transfers.Load(sent);
            _bytes += waiting.Sum(o => (long)o.Message.Cost) + sent.Sum(s => (long)(s.Outbound?.Message.Cost ?? 0));
        }
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
                if (!_transfers.TryResend(connection.ReceiveMaximum, out var sending) && !TakeWaiting(connection, out sending)
                    && !TakeExpendable(out sending)) break;
                into[count++] = sending;
                bytes += sending.Message?.Cost ?? 0;
            }
        }

        return count;
    }

    /// <summary>A PUBACK, or a PUBREC that refuses: the message is through.</summary>
    /// <returns>True: messages wait that could not be sent before.</returns>
    public bool Acknowledge(ushort packetId, MqttQualityOfService qualityOfService)
    {
        InboundPublishes[] resumed;
        bool mustWake;
        lock (_gate)
        {
            if (!_transfers.TryEnd(packetId, qualityOfService, out var outbound)) return false;
            mustWake = HasMore;
            resumed = Free(outbound.Message.Cost);
            core.Storage?.Acknowledge(this, outbound.Message, PacketIdInLog(outbound, packetId));
        }

        foreach (var publisher in resumed) publisher.ResumeLater();
        return mustWake;
    }

    /// <summary>A PUBREC: PUBREL is to follow.</summary>
    /// <returns>False where the identifier is unknown.</returns>
    public bool Release(ushort packetId)
    {
        InboundPublishes[] resumed;
        lock (_gate)
        {
            if (!_transfers.TryRelease(packetId, out var released)) return false;
            if (released is not { } outbound) return true;
            resumed = Free(outbound.Message.Cost);
            core.Storage?.Release(this, outbound.Message, packetId);
        }

        foreach (var publisher in resumed) publisher.ResumeLater();
        return true;
    }

    /// <summary>A PUBCOMP.</summary>
    /// <returns>True: messages wait that could not be sent before.</returns>
    public bool Complete(ushort packetId)
    {
        lock (_gate)
        {
            if (!_transfers.TryComplete(packetId)) return false;
            if (IsDurable) core.Storage?.Complete(this, packetId);
            return HasMore;
        }
    }

    /// <summary>The message counts as delivered, though it was not sent: it is larger than the client takes.</summary>
    public void GiveUp(ushort packetId)
    {
        InboundPublishes[] resumed;
        lock (_gate)
        {
            if (_transfers.GiveUp(packetId) is not { } outbound) return;
            resumed = Free(outbound.Message.Cost);
            core.Storage?.Acknowledge(this, outbound.Message, PacketIdInLog(outbound, packetId));
        }

        foreach (var publisher in resumed) publisher.ResumeLater();
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
            _transfers.Rewind();
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
    /// <returns>The messages at QoS 1 and 2 that it had not delivered, in order.</returns>
    public List<Undelivered> End()
    {
        List<Undelivered> left;
        InboundPublishes[] resumed;
        lock (_gate)
        {
            _ended = true;
            _connection = null;
            left = [.. _transfers.Undelivered(), .. _waiting.Select(outbound => new Undelivered(outbound, 0))];
            _waiting.Clear();
            _expendable.Clear();
            Interlocked.Exchange(ref _bytes, 0);
            resumed = Free(0);
        }

        foreach (var publisher in resumed) publisher.ResumeLater();
        return left;
    }

    private bool HasMore => _waiting.Count > 0 || _transfers.HasResends;

    /// <summary>The log knows the identifiers of QoS 2 alone: a QoS 1 message may come again under another after the server was killed.</summary>
    private static ushort PacketIdInLog(in Outbound outbound, ushort packetId) =>
        outbound.QualityOfService == MqttQualityOfService.ExactlyOnce ? packetId : (ushort)0;

    private bool TakeWaiting(ServerConnection connection, out Sending sending)
    {
        sending = default;
        while (_transfers.MaySend(connection.ReceiveMaximum) && _waiting.TryDequeue(out var outbound))
        {
            if (IsExpired(outbound))
            {
                core.Storage?.Acknowledge(this, outbound.Message);
                foreach (var publisher in Free(outbound.Message.Cost)) publisher.ResumeLater();
                continue;
            }

            sending = _transfers.Send(outbound);
            if (IsDurable && outbound.QualityOfService == MqttQualityOfService.ExactlyOnce) core.Storage?.Sent(this, outbound.Message, sending.PacketId);
            return true;
        }

        return false;
    }

    private bool TakeExpendable(out Sending sending)
    {
        while (_expendable.TryDequeue(out var outbound))
        {
            Interlocked.Add(ref _bytes, -outbound.Message.Cost);
            if (IsExpired(outbound)) continue;
            sending = Sending.Of(outbound, 0);
            return true;
        }

        sending = default;
        return false;
    }

    /// <summary>Its time is over before its delivery began (MQTT-3.3.2-5).</summary>
    private bool IsExpired(in Outbound outbound) => outbound.Message.ExpiresAt != StoredMessage.NoExpiry && outbound.Message.IsExpired(core.Now);

    /// <summary>Frees bytes; the publishers to be let on are those that waited for it.</summary>
    private InboundPublishes[] Free(int cost)
    {
        var now = Interlocked.Add(ref _bytes, -cost);
        if (_heldBack.Count == 0 || (now > ResumeBelow && !_ended)) return [];
        var resumed = _heldBack.ToArray();
        _heldBack.Clear();
        return resumed;
    }
}
