namespace FlowOptics.Mqtt;

/// <summary>The server's bounds and where it keeps what must survive it. Sizes are bytes.</summary>
public sealed record MqttServerOptions
{
    /// <summary>The folder for sessions, subscriptions, retained messages and unacknowledged QoS 1 messages; null: kept in memory only.</summary>
    public string? StorageFolder { get; init; }

    /// <summary>
    /// True: what is stored is on the disk before it is acknowledged, against power loss; one flush for all that wait for one. False: it is in the
    /// page cache, which is enough against a killed process.
    /// </summary>
    public bool Fsync { get; init; }

    /// <summary>For tests: called before each flush to the disk.</summary>
    internal Action? Syncing { get; init; }

    /// <summary>Bytes of queued QoS 1 messages a durable session may hold before its publishers' PUBACKs are held back.</summary>
    public long MaxDurableSessionBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Bytes of queued messages any other session may hold: QoS 0 is dropped beyond it, QoS 1 ends the session.</summary>
    public long MaxSessionBytes { get; init; } = 8L * 1024 * 1024;

    /// <summary>How many sessions may be, connected or not; CONNECT is refused beyond it (0x97).</summary>
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>Of what clients send; the connection of a larger packet ends (0x95).</summary>
    public int MaxPacketSize { get; init; } = 256 * 1024;

    /// <summary>Of all user properties of one packet; the connection of a larger one ends (0x97).</summary>
    public int MaxUserPropertySize { get; init; } = 16 * 1024;

    /// <summary>How many messages at QoS 1 and 2 a client may leave unacknowledged.</summary>
    public ushort ReceiveMaximum { get; init; } = 256;

    /// <summary>How many topics a client may give an alias; 0: none.</summary>
    public ushort TopicAliasMaximum { get; init; } = 64;

    /// <summary>What clients that ask for it get as Response Information (3.2.2.3.15), to build their response topics on; null: nothing.</summary>
    public string? ResponseInformation { get; init; }

    /// <summary>How many messages are sent to a client without its acknowledgement, however many it would take.</summary>
    public ushort MaxInFlight { get; init; } = 4096;

    /// <summary>Beyond it a connection is closed at once: before CONNECT there is no packet that could say why.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Of one IP address. Behind a proxy all have its address: then this bounds them all.</summary>
    public int MaxConnectionsOfAddress { get; init; } = 1000;

    /// <summary>Of a client identifier; CONNECT with a longer one is refused (0x85).</summary>
    public int MaxClientIdSize { get; init; } = 1024;

    /// <summary>Of a topic, whose connection ends where it has more, or of a filter, which is refused.</summary>
    public int MaxTopicLevels { get; init; } = 128;

    /// <summary>Of a topic, whose connection ends where it is longer, or of a filter, which is refused.</summary>
    public int MaxTopicSize { get; init; } = 4096;

    /// <summary>How many subscriptions one session may have; further ones are refused (0x97).</summary>
    public int MaxSubscriptionsOfSession { get; init; } = 1000;

    /// <summary>Of all sessions.</summary>
    public int MaxSubscriptions { get; init; } = 100_000;

    /// <summary>How many topics may have a retained message; further ones are refused (0x97).</summary>
    public int MaxRetainedMessages { get; init; } = 10_000;

    /// <summary>Of all retained messages; a message that would pass it is refused (0x97).</summary>
    public long MaxRetainedBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>From the connection's begin until its CONNECT is complete.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From a packet's first byte to its last, where <see cref="MinBytesPerSecond"/> does not allow it longer.</summary>
    public TimeSpan PacketTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The slowest a large packet may come.</summary>
    public int MinBytesPerSecond { get; init; } = 8 * 1024;

    /// <summary>How often <c>$SYS</c> is brought up to date while someone subscribes to it; zero: there is no <c>$SYS</c>.</summary>
    public TimeSpan SystemTopicsInterval { get; init; } = TimeSpan.FromSeconds(10);

    public MqttServerProfile Profile { get; init; }

    /// <summary>
    /// Whose pages may open a WebSocket, as <c>https://flow.example</c>; "*": all. The server's own host always may. Without this rule any page in the
    /// world could listen in through its visitor's browser.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>May a WebSocket come without an Origin? Browsers always send one; other programs do not.</summary>
    public bool AllowNoOrigin { get; init; } = true;

    /// <summary>Says who may do what; null: everyone everything.</summary>
    public IMqttAuthorizer? Authorizer { get; init; }

    /// <exception cref="MqttException">A bound is not above zero, or too large for what it bounds; the message names it.</exception>
    public void Validate()
    {
        Positive(nameof(MaxDurableSessionBytes), MaxDurableSessionBytes);
        Positive(nameof(MaxSessionBytes), MaxSessionBytes);
        Positive(nameof(MaxSessions), MaxSessions);
        Positive(nameof(MaxPacketSize), MaxPacketSize);
        Positive(nameof(ReceiveMaximum), ReceiveMaximum);
        Positive(nameof(MaxInFlight), MaxInFlight);
        Positive(nameof(MaxConnections), MaxConnections);
        Positive(nameof(MaxConnectionsOfAddress), MaxConnectionsOfAddress);
        Positive(nameof(MaxClientIdSize), MaxClientIdSize);
        Positive(nameof(MaxTopicLevels), MaxTopicLevels);
        Positive(nameof(MaxTopicSize), MaxTopicSize);
        Positive(nameof(MinBytesPerSecond), MinBytesPerSecond);
        Positive(nameof(ConnectTimeout), ConnectTimeout.Ticks);
        Positive(nameof(PacketTimeout), PacketTimeout.Ticks);

        // The largest remaining length, with its head (MQTT 5.0, section 2.1.4).
        if (MaxPacketSize > 268_435_460) throw new MqttException($"{nameof(MaxPacketSize)} is {MaxPacketSize}: MQTT knows no packet above 268435460 bytes.");
    }

    private static void Positive(string name, long value)
    {
        if (value <= 0) throw new MqttException($"{name} is {value}: it must be above 0.");
    }
}
