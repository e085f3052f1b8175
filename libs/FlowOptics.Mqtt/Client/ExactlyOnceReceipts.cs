namespace FlowOptics.Mqtt.Client;

/// <summary>
/// The QoS 2 messages of a session whose PUBREL has not come, by packet identifier, over all of its connections (method A of MQTT 5.0, section 4.3.3).
/// Guarded by the output's gate.
/// </summary>
internal sealed class ExactlyOnceReceipts
{
    private readonly Dictionary<ushort, MqttReceivedMessage> _messages = [];

    public void Add(MqttReceivedMessage message) => _messages[message.PacketId] = message;

    public MqttReceivedMessage? Find(ushort packetId) => _messages.GetValueOrDefault(packetId);

    public MqttReceivedMessage? Remove(ushort packetId) => _messages.Remove(packetId, out var message) ? message : null;

    /// <summary>The server has lost the session.</summary>
    public void Clear() => _messages.Clear();
}
