namespace FlowOptics.Mqtt;

/// <summary>How a client connects (MQTT 5.0, section 3.1).</summary>
public sealed record MqttClientOptions
{
    public required Uri Server { get; init; }

    /// <summary>Unique at the server: a second connection of the same id ends the first.</summary>
    public required string ClientId { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>True: start without what an earlier connection of this id left. Applies to the first connection; a reconnect always resumes.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>How long the server keeps the session after the connection ends; <see cref="TimeSpan.MaxValue"/>: for ever.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many unacknowledged QoS 1 messages the server may send us at once.</summary>
    public ushort ReceiveMaximum { get; init; } = 64;

    /// <summary>How many publishes may wait for their PUBACK; a further one waits (backpressure). The server's own Receive Maximum bounds it too.</summary>
    public ushort MaxInFlight { get; init; } = 64;

    public MqttMessage? Will { get; init; }

    /// <summary>Reads a connection string: <c>mqtt://host:port</c> or <c>ws://host:port/path</c>, optionally with <c>user:password@</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what was expected.</exception>
    public static MqttClientOptions Parse(string connectionString, string clientId) => throw new NotImplementedException();
}
