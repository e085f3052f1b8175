namespace FlowOptics.Mqtt;

/// <summary>
/// A message from the server. The receiver calls <see cref="Acknowledge"/> when it is done with a QoS 1 message, whenever that is; the client
/// sends PUBACKs in the order of receipt, as MQTT-4.6.0-2 demands. The payload stays valid for as long as it is referenced.
/// </summary>
public sealed class MqttReceivedMessage
{
    private readonly Client.InboundAcknowledgements? _acknowledgements;

    internal MqttReceivedMessage(MqttMessage message, bool duplicate, ushort packetId, Client.InboundAcknowledgements? acknowledgements)
    {
        Message = message;
        Duplicate = duplicate;
        PacketId = packetId;
        _acknowledgements = acknowledgements;
    }

    public MqttMessage Message { get; }

    public string Topic => Message.Topic;

    public ReadOnlyMemory<byte> Payload => Message.Payload;

    /// <summary>The server sends it again (after a reconnect).</summary>
    public bool Duplicate { get; }

    internal ushort PacketId { get; }

    internal bool IsAcknowledged { get; set; }

    /// <summary>Not to be given to the reader any more: dropped, or about to come again.</summary>
    internal bool IsDiscarded { get; set; }

    /// <summary>Safe to call more than once, from any thread, and after the connection that brought the message has ended (then it does nothing).</summary>
    public void Acknowledge() => _acknowledgements?.Acknowledge(this);

    internal bool IsFrom(Client.InboundAcknowledgements? acknowledgements) => ReferenceEquals(_acknowledgements, acknowledgements);
}
