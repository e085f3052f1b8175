using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>
/// The received QoS 1 messages of one connection that are not acknowledged yet, in the order of receipt. A PUBACK waits until those before it
/// are acknowledged too. Belongs to one connection: packet identifiers mean nothing on the next.
/// </summary>
internal sealed class InboundAcknowledgements(ClientOutput output)
{
    private readonly Queue<MqttReceivedMessage> _unacknowledged = new();
    private bool _ended;

    public void Received(MqttReceivedMessage message)
    {
        lock (output.Gate) _unacknowledged.Enqueue(message);
    }

    public void Acknowledge(MqttReceivedMessage message)
    {
        lock (output.Gate)
        {
            message.IsAcknowledged = true;
            if (_ended) return;
            var any = false;
            while (_unacknowledged.TryPeek(out var oldest) && oldest.IsAcknowledged)
            {
                _unacknowledged.Dequeue();
                AcknowledgementPacket.Encode(output.Buffer, MqttPacketType.Puback, oldest.PacketId, MqttReason.Success, MqttProtocol.V5);
                any = true;
            }

            if (any) output.Signal.Set();
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
}
