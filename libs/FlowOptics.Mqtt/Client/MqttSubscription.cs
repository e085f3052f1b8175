namespace FlowOptics.Mqtt;

/// <summary>When a SUBSCRIBE brings the retained messages that match it (MQTT 5.0, section 3.8.3.1).</summary>
public enum MqttRetainHandling : byte
{
    Always = 0,
    WhenNew = 1,
    Never = 2,
}

/// <summary>A filter with its options (MQTT 5.0, section 3.8.3.1); 3.1.1 has QoS alone.</summary>
/// <param name="Filter">May be shared: <c>$share/{group}/{filter}</c>.</param>
public sealed record MqttSubscription(string Filter, MqttQualityOfService QualityOfService)
{
    /// <summary>Not what this client itself publishes; not for a shared one.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Messages keep the flag that they were published with; otherwise it marks what was retained before the subscription.</summary>
    public bool RetainAsPublished { get; init; }

    public MqttRetainHandling RetainHandling { get; init; }

    /// <summary>1 to 268,435,455: comes with each message that this subscription brings; null: none.</summary>
    public uint? Identifier { get; init; }
}
