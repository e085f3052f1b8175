namespace FlowOptics.Mqtt;

/// <summary>An application message (MQTT 5.0, section 3.3).</summary>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    public MqttQualityOfService QualityOfService { get; init; } = MqttQualityOfService.AtMostOnce;

    public bool Retain { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The payload is UTF-8 text (Payload Format Indicator, 3.3.2.3.2).</summary>
    public bool IsText { get; init; }

    /// <summary>
    /// How long the message is of use, in whole seconds: a server that could not deliver it by then drops it (3.3.2.3.3). On receipt: what is left of that.
    /// </summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>Where the answer is to be published (4.10); no wildcards.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What the answer is to repeat (4.10).</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>On receipt: of the subscriptions that brought it, those with an identifier (3.3.2.3.8). Never sent.</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers { get; init; } = [];

    /// <summary>Name and value pairs, in order (3.3.2.3.7); <c>traceparent</c> travels here.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];

    internal bool HasProperties =>
        ContentType is not null || IsText || Expiry is not null || ResponseTopic is not null || CorrelationData is not null || UserProperties.Count > 0;
}
