using System.Text;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;
using FlowOptics.Mqtt.Server.Subscriptions;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>
/// What one client publishes. Packets come in batches, as the network brings them: a batch is routed, then the durable log is written, then
/// its acknowledgements go out and its receivers are woken, so that each of these costs once a batch.
/// A message for a durable session that is full is parked here, unacknowledged, with all QoS 1 and 2 that come behind it, until there is room:
/// the client's own bound (Receive Maximum) then stops it. 3.1.1 has no such bound: there reading stops.
/// </summary>
internal sealed class InboundPublishes(ServerCore core, ServerConnection connection)
{
    private readonly TopicNames<TopicEntry> _topics = new();
    private readonly Queue<Parked> _parked = new();
    private readonly List<Session> _dirty = [];
    private readonly OutputBuffer _acknowledgements = new();
    private readonly PublishRate? _rate = PublishRate.Of(core.Limits, core.Time);

    /// <summary>QoS 2 of this connection whose PUBREL has not come: they count against Receive Maximum, an earlier connection's do not (4.9).</summary>
    private readonly HashSet<ushort> _unreleased = [];
    private readonly RoutedTraces _traces = new();
    private TopicEntry?[]? _aliases;
    private TaskCompletionSource? _room;
    private int _received;
    private long _receivedBytes;
    private int _resuming;
    private bool _closed;

    /// <summary>Held while packets are handled, since parked messages are resumed on another thread.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Reading has to stop.</summary>
    public bool IsFull => _parked.Count >= core.Limits.ReceiveMaximum;

    public void Receive(in PublishPacket packet)
    {
        if (packet.Properties.SubscriptionIdentifiers is not null)
        {
            throw PacketReader.ProtocolError("a client's PUBLISH with a subscription identifier (MQTT-3.3.4-6)");
        }

        _received++;
        _receivedBytes += packet.Topic.Length + packet.RawProperties.Length + packet.Payload.Length;
        if (!PublishLimits.Check(core, connection, packet)) return;
        var topic = Find(packet);
        var reason = Refusal(packet, topic);
        if (reason != MqttReason.Success)
        {
            Refuse(packet, reason);
            return;
        }

        _traces.Begin(packet, topic.Name);
        var message = StoredMessage.From(packet, topic.NameBytes, topic.Name, core.Time);
        if (packet.QualityOfService == MqttQualityOfService.AtMostOnce)
        {
            core.Router.TryRoute(message, Current(topic), connection.Session, _dirty, out _);
            return;
        }

        if (packet.QualityOfService == MqttQualityOfService.ExactlyOnce)
        {
            var session = connection.Session!;
            if (!session.ReceivedExactlyOnce.Add(packet.PacketId))
            {
                // It came before: only its PUBREC was lost (MQTT-4.3.3-10), or is held back while the message is parked.
                if (!IsParked(packet.PacketId)) Acknowledge(packet.QualityOfService, packet.PacketId, MqttReason.Success);
                return;
            }

            _unreleased.Add(packet.PacketId);
            if (core.Storage is not null && session.IsDurable) message.Origin = new MessageOrigin(session.Number, packet.PacketId);
            if (connection.Protocol == MqttProtocol.V5 && _unreleased.Count > core.Limits.ReceiveMaximum) throw TooMany();
        }

        if (_parked.Count > 0 || !TryRoute(message, topic, packet.PacketId)) Park(new Parked(message, topic, packet.PacketId));
    }

    /// <summary>The second half of QoS 2: the identifier is free again.</summary>
    public void Released(ushort packetId)
    {
        var session = connection.Session!;
        var known = session.ReceivedExactlyOnce.Remove(packetId);
        _unreleased.Remove(packetId);
        if (known && session.IsDurable) core.Storage?.ReceivedEnds(session, packetId);
        Answer(MqttPacketType.Pubcomp, packetId, known ? MqttReason.Success : MqttReason.PacketIdentifierNotFound);
    }

    /// <summary>Sends an acknowledgement when the batch is durable.</summary>
    public void Answer(MqttPacketType type, ushort packetId, byte reason) =>
        AcknowledgementPacket.Encode(_acknowledgements, type, packetId, reason, connection.Protocol);

    /// <summary>Makes durable what must be, then acknowledges, then wakes the receivers. The caller holds the gate.</summary>
    public void EndBatch()
    {
        try
        {
            core.Storage?.Commit();
        }
        catch (StorageException)
        {
            // The client sends again what it has no acknowledgement for.
            _acknowledgements.Clear();
            throw;
        }
        finally
        {
            if (_received > 0) core.Counters.AddReceived(_received, _receivedBytes);
            (_received, _receivedBytes) = (0, 0);
            foreach (var session in _dirty) session.Wake();
            _dirty.Clear();
            _traces.End();
        }

        if (_acknowledgements.Length == 0) return;
        connection.Output.Append(_acknowledgements);
        connection.Output.Signal.Set();
        _acknowledgements.Clear();
    }

    /// <summary>Completes when reading may go on.</summary>
    public Task WaitForRoomAsync()
    {
        lock (Gate)
        {
            if (!IsFull || _closed) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>A session has room: goes on with what is parked, on the thread pool, since the caller holds that session's lock or its own.</summary>
    public void ResumeLater()
    {
        if (Interlocked.Exchange(ref _resuming, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static self => self.Resume(), this, preferLocal: false);
    }

    /// <summary>A member that joined a shared subscription wakes nobody, so parked messages are tried again now and then.</summary>
    public void ResumeIfParked()
    {
        if (_parked.Count > 0) ResumeLater();
    }

    /// <summary>The connection has ended: what is parked was never acknowledged, so its client sends it again.</summary>
    public void Close()
    {
        lock (Gate)
        {
            _closed = true;
            foreach (var parked in _parked)
            {
                if (parked.Message.QualityOfService == MqttQualityOfService.ExactlyOnce) connection.Session?.ReceivedExactlyOnce.Remove(parked.PacketId);
            }

            _parked.Clear();
            _room?.TrySetResult();
        }
    }

    private void Resume()
    {
        Volatile.Write(ref _resuming, 0);
        try
        {
            lock (Gate)
            {
                if (_closed) return;
                while (_parked.TryPeek(out var parked) && TryRoute(parked.Message, parked.Topic, parked.PacketId)) _parked.Dequeue();
                EndBatch();
                if (IsFull) return;
                _room?.TrySetResult();
                _room = null;
            }
        }
        catch (StorageException exception)
        {
            connection.StorageFailed(exception);
        }
    }

    private bool TryRoute(StoredMessage message, TopicEntry topic, ushort packetId)
    {
        while (true)
        {
            var recipients = core.Router.TryRoute(message, Current(topic), connection.Session, _dirty, out var full);
            if (full is null)
            {
                Acknowledge(message.QualityOfService, packetId, recipients > 0 ? MqttReason.Success : MqttReason.NoMatchingSubscribers);
                return true;
            }

            if (Array.TrueForAll(full, s => s.HoldBack(this))) return false;
        }
    }

    private void Park(Parked parked)
    {
        // Its client knows from CONNACK how many it may leave unacknowledged (MQTT-3.3.4-7).
        if (connection.Protocol == MqttProtocol.V5 && IsFull) throw TooMany();

        _parked.Enqueue(parked);
    }

    private bool IsParked(ushort packetId)
    {
        foreach (var parked in _parked)
        {
            if (parked.PacketId == packetId) return true;
        }

        return false;
    }

    private static MqttProtocolException TooMany() =>
        new(MqttReason.ReceiveMaximumExceeded, "more unacknowledged messages than Receive Maximum allows (MQTT-3.3.4-7)");

    private TopicEntry Find(in PublishPacket packet)
    {
        if (packet.TopicAlias == 0)
        {
            return packet.Topic.Length > 0 ? Find(packet.Topic) : throw PacketReader.ProtocolError("an empty topic without a topic alias (MQTT-4.7.3-1)");
        }

        if (packet.TopicAlias > core.Limits.TopicAliasMaximum)
        {
            throw new MqttProtocolException(
                MqttReason.TopicAliasInvalid, $"topic alias {packet.TopicAlias}, where the server takes them up to {core.Limits.TopicAliasMaximum} (MQTT-3.3.2-9)");
        }

        _aliases ??= new TopicEntry?[core.Limits.TopicAliasMaximum];
        ref var entry = ref _aliases[packet.TopicAlias - 1];
        if (packet.Topic.Length > 0) entry = Find(packet.Topic);
        return entry ?? throw PacketReader.ProtocolError($"topic alias {packet.TopicAlias} stands for no topic on this connection (3.3.2.3.4)");
    }

    private TopicEntry Find(ReadOnlySpan<byte> topic)
    {
        if (_topics.TryGet(topic, out var entry)) return entry;
        PacketReader.CheckUtf8(topic);
        var name = Encoding.UTF8.GetString(topic);
        if (!MqttTopic.IsName(name)) throw new MqttProtocolException(MqttReason.TopicNameInvalid, "the topic is empty, or holds '+', '#' or too many levels");
        ClientLimits.CheckTopic(core.Limits, name);
        entry = new TopicEntry(name, topic.ToArray(), !SystemTopics.IsSystem(name) && connection.Rights?.MayPublish(name) != false);
        _topics.Add(topic, entry);
        return entry;
    }

    private byte Refusal(in PublishPacket packet, TopicEntry topic)
    {
        if (!topic.IsAllowed)
        {
            core.Refusals.Add(RefusalCause.PublishRights, connection.Peer, $"'{connection.ClientId}' may not publish to '{topic.Name}'");
            return MqttReason.NotAuthorized;
        }

        if (_rate?.TryTake(packet.Payload.Length) == false)
        {
            core.Refusals.Add(RefusalCause.PublishRate, connection.Peer, $"'{connection.ClientId}' publishes more a second than a connection may");
            return MqttReason.QuotaExceeded;
        }

        if (packet.Retain && !core.Retained.HasRoom(topic.Name, topic.NameBytes.Length + packet.RawProperties.Length + packet.Payload.Length))
        {
            core.Refusals.Add(RefusalCause.Retained, connection.Peer, "as many retained messages are kept as may be");
            return MqttReason.QuotaExceeded;
        }

        return MqttReason.Success;
    }

    private void Refuse(in PublishPacket packet, byte reason)
    {
        core.Counters.AddDropped();

        // 3.1.1 has no code for "no" here. What may not be is acknowledged, or its client would send it for ever; what may be later is not.
        if (packet.QualityOfService == MqttQualityOfService.AtMostOnce) return;
        if (connection.Protocol == MqttProtocol.V311 && reason == MqttReason.QuotaExceeded) return;
        Acknowledge(packet.QualityOfService, packet.PacketId, reason);
    }

    private void Acknowledge(MqttQualityOfService qualityOfService, ushort packetId, byte reason)
    {
        Answer(qualityOfService == MqttQualityOfService.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec, packetId, reason);
    }

    private Route Current(TopicEntry topic)
    {
        if (topic.Route is { } route && route.Version == core.Subscriptions.Version) return route;
        return topic.Route = core.Subscriptions.Match(topic.Name);
    }

    private sealed class TopicEntry(string name, byte[] nameBytes, bool isAllowed)
    {
        public string Name { get; } = name;

        public byte[] NameBytes { get; } = nameBytes;

        public bool IsAllowed { get; } = isAllowed;

        public Route? Route { get; set; }
    }

    private readonly record struct Parked(StoredMessage Message, TopicEntry Topic, ushort PacketId);
}
