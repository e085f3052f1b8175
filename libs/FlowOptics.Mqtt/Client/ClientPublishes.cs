using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>
/// The publishes of a client, over all of its connections. Those in flight stand in a window in the order they were first sent; after a
/// reconnect a cursor runs through it again from its beginning. New ones follow when the window has room: that, and the bytes not yet taken by
/// the network, hold the caller back.
/// </summary>
internal sealed class ClientPublishes(ClientOutput output, int maxInFlight)
{
    private const int MaxPooled = 1024;
    private readonly PacketIdWindow<PendingRequest> _inFlight = new();
    private readonly Queue<PendingPublish> _waiting = new();
    private readonly Stack<PendingPublish> _pool = new();
    private ServerLimits _limits = ServerLimits.None;
    private bool _connected;
    private bool _sessionPresent;
    private bool _disposed;

    /// <summary>The first in flight that was not sent on this connection.</summary>
    private long _cursor;

    /// <summary>How many were sent on this connection and are not acknowledged: what the server's Receive Maximum counts.</summary>
    private int _outstanding;

    private int Limit => Math.Min(maxInFlight, _limits.ReceiveMaximum);

    private bool MaySend => _connected && _outstanding < Limit && output.HasRoom;

    public ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (!MqttTopic.IsName(message.Topic)) throw new MqttException($"'{message.Topic}' is no topic to publish to: it is empty, or holds '+', '#' or U+0000");
        if (message.QualityOfService > MqttQualityOfService.AtLeastOnce) throw new MqttException("this client publishes at QoS 0 and 1 only");
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
                    PublishEncoder.Encode(output.Buffer, message, 0, duplicate: false);
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

    public PendingRequest? Release(ushort packetId) => _inFlight.TryComplete(packetId, out _, out var request) ? request : null;

    /// <summary>The caller holds the gate.</summary>
    public void Connected(ServerLimits limits, bool sessionPresent)
    {
        _limits = limits;
        _connected = true;
        _sessionPresent = sessionPresent;
        _cursor = _inFlight.First;
        _outstanding = 0;
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

    public void Acknowledged(ushort packetId, byte reasonCode, string? reasonString)
    {
        lock (output.Gate)
        {
            if (!_inFlight.TryFind(packetId, out var sequence) || !_inFlight.TryGet(sequence, out var request) || request is not PendingPublish pending)
            {
                // A PUBACK that nothing waits for: the server's answer to a message that was sent twice.
                return;
            }

            _inFlight.TryComplete(packetId, out _, out _);
            if (sequence < _cursor) _outstanding--;
            pending.Complete(new MqttPublishResult(reasonCode, reasonString));
            if (_waiting.Count > 0 || _cursor < _inFlight.Next) Pump();
        }
    }

    /// <summary>Sends what may be sent: first again what was in flight, then what waits. The caller holds the gate.</summary>
    public void Pump()
    {
        var any = false;
        while (_connected && _cursor < _inFlight.Next && MaySend)
        {
            _cursor = Math.Max(_cursor, _inFlight.First);
            if (_inFlight.TryGet(_cursor, out var request) && request is PendingPublish again) any |= Send(again, PacketIdWindow<PendingRequest>.IdOf(_cursor));
            _cursor++;
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
                PublishEncoder.Encode(output.Buffer, pending.Message, 0, duplicate: false);
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

    private bool Send(PendingPublish pending, ushort packetId)
    {
        PublishEncoder.Encode(output.Buffer, pending.Message, packetId, duplicate: pending.WasSent && _sessionPresent);
        pending.WasSent = true;
        _outstanding++;
        return true;
    }

    private void CheckAgainstLimits(MqttMessage message)
    {
        if ((int)message.QualityOfService > _limits.MaximumQos) throw new MqttException($"the MQTT server takes QoS {_limits.MaximumQos} at most");
        if (message.Retain && !_limits.RetainAvailable) throw new MqttException("the MQTT server takes no retained messages");

        // A bound from above suffices: header, topic, identifier and properties as measured.
        var size = 16L + Encoding.UTF8.GetMaxByteCount(message.Topic.Length) + message.Payload.Length;
        if (size <= _limits.MaximumPacketSize) return;
        var measured = new OutputBuffer();
        PublishEncoder.Encode(measured, message, 1, duplicate: false);
        if (measured.Length > _limits.MaximumPacketSize)
        {
            throw new MqttException($"a message of {measured.Length} bytes to '{message.Topic}' is larger than the {_limits.MaximumPacketSize} that the MQTT server takes");
        }
    }
}
