namespace FlowOptics.Mqtt;

/// <summary>An application message (MQTT 5.0, section 3.3).</summary>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    public MqttQualityOfService QualityOfService { get; init; } = MqttQualityOfService.AtMostOnce;

    public bool Retain { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Name and value pairs, in order (3.3.2.3.7); <c>traceparent</c> travels here.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];
}
