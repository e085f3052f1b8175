using System.Text;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Client;

/// <summary>
/// The publishes of a client, over all of its connections. Those in flight stand in a window in the order they were first sent; after a
/// reconnect a cursor runs through it again from its beginning. New ones follow when the window has room: that, and the bytes not yet taken by
/// the network, hold the caller back.
/// </summary>
internal sealed class ClientPublishes(ClientOutput output, MqttProtocol protocol, int maxInFlight)
{
    private const int MaxPooled = 1024;
    private readonly PacketIdWindow<PendingRequest> _inFlight = new();
    private readonly Queue<PendingPublish> _waiting = new();
    private readonly Stack<PendingPublish> _pool = new();
    private TopicAliases? _aliases;
    private bool _connected;
    private bool _sessionPresent;
    private bool _disposed;

    /// <summary>The first in flight that was not sent on this connection.</summary>
    private long _cursor;

    /// <summary>How many were sent on this connection and are not acknowledged: what the server's Receive Maximum counts.</summary>
    private int _outstanding;

    /// <summary>The connected server's; guarded by the gate.</summary>
    public ServerLimits Limits { get; private set; } = ServerLimits.None;

    private int Limit => Math.Min(maxInFlight, Limits.ReceiveMaximum);

    private bool MaySend => _connected && _outstanding < Limit && output.HasRoom;

    public ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsName(message.Topic)) throw new MqttException($"'{message.Topic}' is no topic to publish to: it is empty, or holds '+', '#' or U+0000");
        if (message.ResponseTopic is { } response && !MqttTopic.IsName(response)) throw new MqttException($"'{response}' is no topic for a response");
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<MqttPublishResult>(cancellationToken);
        PendingPublish pending;
        lock (output.Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(MqttClient));
            CheckAgainstLimits(message);
            if (message.QualityOfService == MqttQualityOfService.AtMostOnce)
            {
                if (!_connected) throw new MqttNotConnectedException();
                if (_waiting.Count == 0 && output.HasRoom)
                {
                    Encode(message, 0, duplicate: false);
                    output.Signal.Set();
                    return default;
                }
            }

            pending = _pool.TryPop(out var pooled) ? pooled : new PendingPublish(this);
            pending.Begin(message);
            _waiting.Enqueue(pending);
            if (_waiting.Count == 1) Pump();
        }

        var task = pending.Task;
        pending.CancelWith(cancellationToken);
        return task;
    }

    /// <summary>Takes a packet identifier for a SUBSCRIBE; the caller holds the gate and is connected.</summary>
    public ushort Take(PendingRequest request)
    {
        var atEnd = _cursor == _inFlight.Next;
        var id = _inFlight.Add(request);
        if (atEnd) _cursor++;
        return id;
    }

    /// <summary>Gives the identifier of a SUBSCRIBE or UNSUBSCRIBE back; null where it is not in use for that.</summary>
    public PendingRequest? Release(ushort packetId, Type kind)
    {
        if (!_inFlight.TryFind(packetId, out var sequence) || !_inFlight.TryGet(sequence, out var request) || request.GetType() != kind) return null;
        _inFlight.TryComplete(packetId, out _, out _);
        return request;
    }

    /// <summary>The caller holds the gate.</summary>
    public void Connected(ServerLimits limits, bool sessionPresent)
    {
        Limits = limits;
        _aliases = TopicAliases.UpTo(limits.TopicAliasMaximum);
        _connected = true;
        _sessionPresent = sessionPresent;
        _cursor = _inFlight.First;
        _outstanding = 0;
        for (var sequence = _inFlight.First; sequence < _inFlight.Next; sequence++)
        {
            if (_inFlight.TryGet(sequence, out var request) && request is PendingPublish pending) pending.HasQuota = false;
        }
    }

    /// <summary>The caller holds the gate.</summary>
    public void Disconnected()
    {
        _connected = false;

        // A SUBSCRIBE is not sent again under its identifier (only PUBLISH and PUBREL are, MQTT-4.4.0-1); QoS 0 is not kept.
        for (var sequence = _inFlight.First; sequence < _inFlight.Next; sequence++)
        {
            if (_inFlight.TryGet(sequence, out var request) && request is not PendingPublish)
            {
                _inFlight.TryComplete(PacketIdWindow<PendingRequest>.IdOf(sequence), out _, out _);
            }
        }

        for (var i = _waiting.Count; i > 0; i--)
        {
            var pending = _waiting.Dequeue();
            if (pending.Message.QualityOfService == MqttQualityOfService.AtMostOnce) pending.Fail(new MqttNotConnectedException());
            else _waiting.Enqueue(pending);
        }
    }

    /// <summary>PUBACK, PUBREC or PUBCOMP.</summary>
    /// <exception cref="MqttProtocolException">It answers a message of another QoS, or out of turn.</exception>
    public void Acknowledged(in AcknowledgementPacket packet)
    {
        lock (output.Gate)
        {
            if (!_inFlight.TryFind(packet.PacketId, out var sequence) || !_inFlight.TryGet(sequence, out var request) || request is not PendingPublish pending)
            {
                // Nothing waits for it: the server's answer to a message that was sent twice.
                if (packet.Type == MqttPacketType.Pubrec && packet.ReasonCode < MqttReason.UnspecifiedError) Release(packet.PacketId, MqttReason.PacketIdentifierNotFound);
                return;
            }

            var expected = pending.Message.QualityOfService == MqttQualityOfService.AtLeastOnce ? MqttPacketType.Puback
                : packet.Type == MqttPacketType.Pubcomp && pending.Released is not null ? MqttPacketType.Pubcomp : MqttPacketType.Pubrec;
            if (packet.Type != expected) throw PacketReader.ProtocolError($"{packet.Type} of packet identifier {packet.PacketId}, which waits for {expected}");
            if (expected == MqttPacketType.Pubrec && packet.ReasonCode < MqttReason.UnspecifiedError)
            {
                pending.Released ??= new MqttPublishResult(packet.ReasonCode, packet.Properties.ReasonString);
                Release(packet.PacketId, MqttReason.Success);
                return;
            }

            Complete(packet.PacketId, pending, pending.Released ?? new MqttPublishResult(packet.ReasonCode, packet.Properties.ReasonString));
            if (_waiting.Count > 0 || _cursor < _inFlight.Next) Pump();
        }
    }

    private void Complete(ushort packetId, PendingPublish pending, MqttPublishResult result)
    {
        _inFlight.TryComplete(packetId, out _, out _);
        if (pending.HasQuota) _outstanding--;
        pending.Complete(result);
    }

    private void Release(ushort packetId, byte reason)
    {
        AcknowledgementPacket.Encode(output.Buffer, MqttPacketType.Pubrel, packetId, reason, protocol);
        output.Signal.Set();
    }

    private void Encode(MqttMessage message, ushort packetId, bool duplicate) =>
        PublishEncoder.Encode(output.Buffer, message, packetId, duplicate, protocol, _aliases);

    /// <summary>Sends what may be sent: first again what was in flight, then what waits. The caller holds the gate.</summary>
    public void Pump()
    {
        var any = false;
        while (_connected && _cursor < _inFlight.Next && MaySend)
        {
            _cursor = Math.Max(_cursor, _inFlight.First);
            var id = PacketIdWindow<PendingRequest>.IdOf(_cursor);
            if (_inFlight.TryGet(_cursor++, out var request) && request is PendingPublish again) any |= again.Released is null ? Send(again, id) : SendRelease(again, id);
        }

        while (_cursor >= _inFlight.Next && _waiting.TryPeek(out var pending))
        {
            if (pending.IsAbandoned)
            {
                _waiting.Dequeue();
            }
            else if (pending.Message.QualityOfService == MqttQualityOfService.AtMostOnce)
            {
                if (!_connected || !output.HasRoom) break;
                _waiting.Dequeue();
                Encode(pending.Message, 0, duplicate: false);
                pending.Complete(default);
                any = true;
            }
            else
            {
                if (!MaySend || !_inFlight.HasRoom) break;
                _waiting.Dequeue();
                any |= Send(pending, _inFlight.Add(pending));
                _cursor++;
            }
        }

        if (any) output.Signal.Set();
    }

    public void Cancel(PendingPublish pending, CancellationToken cancellationToken)
    {
        lock (output.Gate) pending.Abandon(cancellationToken);
    }

    public void Return(PendingPublish pending)
    {
        lock (output.Gate)
        {
            if (_pool.Count < MaxPooled) _pool.Push(pending);
        }
    }

    /// <summary>Ends all that is not complete.</summary>
    public void Dispose()
    {
        lock (output.Gate)
        {
            if (_disposed) return;
            _disposed = true;
            _connected = false;
            while (_waiting.TryDequeue(out var pending)) pending.Fail(Ended());
            for (var sequence = _inFlight.First; sequence < _inFlight.Next; sequence++)
            {
                if (_inFlight.TryGet(sequence, out var request) && request is PendingPublish pending) pending.Fail(Ended());
            }
        }
    }

    private static MqttException Ended() => new("the MQTT client was closed before the server acknowledged the message");

    private bool SendRelease(PendingPublish pending, ushort packetId)
    {
        // A server that has lost the session has the message all the same: PUBREC said so.
        if (_sessionPresent) Release(packetId, MqttReason.Success);
        else Complete(packetId, pending, pending.Released!.Value);
        return true;
    }

    private bool Send(PendingPublish pending, ushort packetId)
    {
        Encode(pending.Message, packetId, duplicate: pending.WasSent && _sessionPresent);
        pending.WasSent = true;
        pending.HasQuota = true;
        _outstanding++;
        return true;
    }

    private void CheckAgainstLimits(MqttMessage message)
    {
        if ((int)message.QualityOfService > Limits.MaximumQos) throw new MqttException($"the MQTT server takes QoS {Limits.MaximumQos} at most");
        if (message.Retain && !Limits.RetainAvailable) throw new MqttException("the MQTT server takes no retained messages");

        // A bound from above suffices: header, topic, identifier and properties as measured.
        var size = 16L + Encoding.UTF8.GetMaxByteCount(message.Topic.Length) + message.Payload.Length;
        if (size <= Limits.MaximumPacketSize) return;
        var measured = new OutputBuffer();
        PublishEncoder.Encode(measured, message, 1, duplicate: false);
        if (measured.Length > Limits.MaximumPacketSize)
        {
            throw new MqttException($"a message of {measured.Length} bytes to '{message.Topic}' is larger than the {Limits.MaximumPacketSize} that the MQTT server takes");
        }
    }
}
