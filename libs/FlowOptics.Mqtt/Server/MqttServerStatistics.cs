namespace FlowOptics.Mqtt;

/// <summary>Counts since the start, and gauges now. Bytes are of payloads.</summary>
public readonly record struct MqttServerStatistics(
    int Connections,
    int Sessions,
    int Subscriptions,
    int RetainedMessages,
    long QueuedBytes,
    long MessagesReceived,
    long MessagesSent,
    long MessagesDropped);
