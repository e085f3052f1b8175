namespace FlowOptics.Mqtt;

/// <summary>What a connection may publish a second.</summary>
/// <param name="Messages">At least one.</param>
/// <param name="Bytes">Of payloads and topics; a message that is larger waits until nothing else is owed.</param>
public sealed record MqttRate(int Messages, int Bytes);
