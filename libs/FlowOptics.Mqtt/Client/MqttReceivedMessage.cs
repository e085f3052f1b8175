namespace FlowOptics.Mqtt;

/// <summary>
/// A message from the server. The receiver calls <see cref="Acknowledge"/> when it is done with a message of QoS 1 or 2, whenever that is; the client
/// sends PUBACK and PUBREC in the order of receipt, as MQTT-4.6.0-2 and -3 demand. A message of QoS 2 is not given twice, also over reconnects, while the
/// server keeps the session. The payload stays valid for as long as it is referenced.
/// </summary>
public sealed class MqttReceivedMessage
{
    internal MqttReceivedMessage(MqttMessage message, bool duplicate, ushort packetId, Client.InboundAcknowledgements? acknowledgements)
    {
        Message = message;
        Duplicate = duplicate;
        PacketId = packetId;
        Acknowledgements = acknowledgements;
    }

    public MqttMessage Message { get; }

    public string Topic => Message.Topic;

    public ReadOnlyMemory<byte> Payload => Message.Payload;

    /// <summary>The server sends it again (after a reconnect); never at QoS 2.</summary>
    public bool Duplicate { get; }

    internal ushort PacketId { get; }

    /// <summary>Of the connection that brought it; of QoS 2, of the last that did.</summary>
    internal Client.InboundAcknowledgements? Acknowledgements { get; set; }

    internal bool IsAcknowledged { get; set; }

    /// <summary>QoS 2: its PUBREC was sent.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>Not to be given to the reader any more: dropped, or about to come again.</summary>
    internal bool IsDiscarded { get; set; }

    /// <summary>
    /// Safe to call more than once, from any thread, and after the connection that brought the message has ended (then a message of QoS 1 comes again, and
    /// one of QoS 2 is acknowledged when the server repeats it).
    /// </summary>
    public void Acknowledge() => Acknowledgements?.Acknowledge(this);

    internal bool IsFrom(Client.InboundAcknowledgements? acknowledgements) => ReferenceEquals(Acknowledgements, acknowledgements);
}
