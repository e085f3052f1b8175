using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>
/// The received messages of one connection at QoS 1 and 2 that are not acknowledged yet, in the order of receipt: a PUBACK or PUBREC waits until those
/// before it are acknowledged too (MQTT-4.6.0-2, -3). Belongs to one connection: packet identifiers mean nothing on the next, but for QoS 2's.
/// </summary>
internal sealed class InboundAcknowledgements(ClientOutput output, ExactlyOnceReceipts receipts, MqttProtocol protocol, int receiveMaximum)
{
    // mosquitto 2.0.11 sends twice our Receive Maximum and more, and all of it again after each connection: to cut it off at the letter would go on for ever.
    private const int Patience = 16;

    private readonly Queue<MqttReceivedMessage> _unacknowledged = new();

    /// <summary>Those that count against our Receive Maximum: until PUBACK or PUBCOMP.</summary>
    private int _open;
    private bool _ended;

    /// <exception cref="MqttProtocolException">The server sends far more than it may.</exception>
    public void Received(MqttReceivedMessage message)
    {
        lock (output.Gate) Enqueue(message);
    }

    /// <summary>A QoS 2 message whose identifier is known: it came before, and its reader gets it once.</summary>
    /// <returns>False where it is new.</returns>
    public bool TryRepeat(ushort packetId)
    {
        lock (output.Gate)
        {
            if (receipts.Find(packetId) is not { } known) return false;
            if (known.IsFrom(this))
            {
                if (known.IsReleased) Answer(MqttPacketType.Pubrec, packetId, MqttReason.Success);
                return true;
            }

            known.Acknowledgements = this;
            known.IsReleased = false;
            Enqueue(known);
            Flush();
            return true;
        }
    }

    /// <summary>PUBREL: the server will not send that message again.</summary>
    public void Released(ushort packetId)
    {
        lock (output.Gate)
        {
            var known = receipts.Remove(packetId);
            if (known?.IsFrom(this) == true) _open--;
            Answer(MqttPacketType.Pubcomp, packetId, known is null ? MqttReason.PacketIdentifierNotFound : MqttReason.Success);
        }
    }

    public void Acknowledge(MqttReceivedMessage message)
    {
        lock (output.Gate)
        {
            message.IsAcknowledged = true;
            if (!_ended) Flush();
        }
    }

    public void End()
    {
        lock (output.Gate)
        {
            _ended = true;
            _unacknowledged.Clear();
        }
    }

    private void Enqueue(MqttReceivedMessage message)
    {
        if (++_open > receiveMaximum * Patience)
        {
            throw new MqttProtocolException(
                MqttReason.ReceiveMaximumExceeded, $"the server sent {_open} messages without waiting for acknowledgements; its limit is our Receive Maximum, {receiveMaximum}");
        }

        _unacknowledged.Enqueue(message);
        if (message.Message.QualityOfService == MqttQualityOfService.ExactlyOnce) receipts.Add(message);
    }

    private void Flush()
    {
        while (_unacknowledged.TryPeek(out var oldest) && oldest.IsAcknowledged)
        {
            _unacknowledged.Dequeue();
            if (oldest.Message.QualityOfService == MqttQualityOfService.ExactlyOnce)
            {
                oldest.IsReleased = true;
                Answer(MqttPacketType.Pubrec, oldest.PacketId, MqttReason.Success);
            }
            else
            {
                _open--;
                Answer(MqttPacketType.Puback, oldest.PacketId, MqttReason.Success);
            }
        }
    }

    private void Answer(MqttPacketType type, ushort packetId, byte reason)
    {
        AcknowledgementPacket.Encode(output.Buffer, type, packetId, reason, protocol);
        output.Signal.Set();
    }
}
