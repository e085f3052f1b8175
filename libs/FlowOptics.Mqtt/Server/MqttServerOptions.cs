namespace FlowOptics.Mqtt;

/// <summary>The server's bounds and where it keeps what must survive it.</summary>
public sealed record MqttServerOptions
{
    /// <summary>The folder for sessions, subscriptions, retained messages and unacknowledged QoS 1 messages; null: kept in memory only.</summary>
    public string? StorageFolder { get; init; }

    /// <summary>Bytes of queued QoS 1 messages a durable session may hold before its publishers' PUBACKs are held back.</summary>
    public long MaxDurableSessionBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of queued messages any other session may hold: QoS 0 is dropped beyond it, QoS 1 ends the session.</summary>
    public long MaxSessionBytes { get; init; } = 8L * 1024 * 1024;

    public int MaxPacketSize { get; init; } = 256 * 1024;

    public ushort ReceiveMaximum { get; init; } = 256;

    public int MaxConnections { get; init; } = 1000;

    /// <summary>Says who may do what; null: everyone everything.</summary>
    public IMqttAuthorizer? Authorizer { get; init; }
}
