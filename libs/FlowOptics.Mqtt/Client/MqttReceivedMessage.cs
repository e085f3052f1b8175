namespace FlowOptics.Mqtt;

/// <summary>
/// A message from the server. The receiver calls <see cref="Acknowledge"/> when it is done with a message of QoS 1 or 2, whenever that is; the client
/// sends PUBACK and PUBREC in the order of receipt, as MQTT-4.6.0-2 and -3 demand. A message of QoS 2 is not given twice, also over reconnects, while the
/// server keeps the session. The payload stays valid for as long as it is referenced, or until <see cref="ReturnPayload"/>.
/// </summary>
public sealed class MqttReceivedMessage
{
    private byte[]? _rented;

    /// <param name="rented">The shared pool's array that the payload is in, if it is.</param>
    internal MqttReceivedMessage(MqttMessage message, byte[]? rented, bool duplicate, ushort packetId, Client.InboundAcknowledgements? acknowledgements)
    {
        Message = message;
        _rented = rented;
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

    /// <summary>
    /// Gives the payload's memory to the messages that come next: for those who read many large ones and keep nothing of them. The payload must not be touched after. Who does not
    /// call it leaves the memory to the garbage collector.
    /// </summary>
    public void ReturnPayload()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } array) System.Buffers.ArrayPool<byte>.Shared.Return(array);
    }

    internal bool IsFrom(Client.InboundAcknowledgements? acknowledgements) => ReferenceEquals(Acknowledgements, acknowledgements);
}
