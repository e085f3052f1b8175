namespace FlowOptics.Mqtt;

/// <summary>A packet, a peer or a request that MQTT does not allow; the message says which and why.</summary>
public class MqttException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A QoS 0 message was published while there is no connection; it is not kept.</summary>
public sealed class MqttNotConnectedException() : MqttException("not connected to the MQTT server; a QoS 0 message is not kept");

/// <summary>The peer broke the protocol, or refused what was asked; <see cref="ReasonCode"/> is MQTT's (5.0, section 2.4).</summary>
public sealed class MqttProtocolException(byte reasonCode, string message) : MqttException(message)
{
    public byte ReasonCode { get; } = reasonCode;

    /// <summary>The server's limit that was passed, where it was one.</summary>
    internal Server.Limits.RefusalCause? Cause { get; init; }
}
