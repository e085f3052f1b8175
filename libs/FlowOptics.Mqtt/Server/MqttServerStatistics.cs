namespace FlowOptics.Mqtt;

/// <summary>Counts since the start, and gauges now. Bytes are of packets' topics, properties and payloads.</summary>
public readonly record struct MqttServerStatistics(
    int Connections,
    int Sessions,
    int Subscriptions,
    int RetainedMessages,
    long QueuedBytes,
    long MessagesReceived,
    long MessagesSent,
    long MessagesDropped)
{
    public long RetainedBytes { get; init; }

    public long BytesReceived { get; init; }

    public long BytesSent { get; init; }

    /// <summary>Size of the files; 0 where nothing is stored.</summary>
    public long StorageBytes { get; init; }

    /// <summary>What was refused, by cause: <c>packetDeadline</c>, <c>login</c>, …; all causes are there.</summary>
    public required IReadOnlyDictionary<string, long> Refused { get; init; }
}
