namespace FlowOptics.Mqtt;

/// <summary>What the server said to a publish: a PUBACK's reason code (MQTT 5.0, section 3.4.2.1), or Success for QoS 0 once it was written.</summary>
public readonly record struct MqttPublishResult(byte ReasonCode, string? ReasonString)
{
    /// <summary>0x10: accepted, but nobody subscribes.</summary>
    public bool NoMatchingSubscribers => ReasonCode == 0x10;

    public bool IsSuccess => ReasonCode < 0x80;
}
