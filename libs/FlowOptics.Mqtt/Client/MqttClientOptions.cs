using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace FlowOptics.Mqtt;

/// <summary>How a client connects (MQTT 5.0, section 3.1).</summary>
public sealed record MqttClientOptions
{
    private const string Expected = "mqtt://host:port or ws://host:port/path (mqtts and wss with TLS), with user:password@ before the host if need be";

    public required Uri Server { get; init; }

    /// <summary>Asked before each connection where the address changes with time, as a signed one does; null: <see cref="Server"/>, which is otherwise only what is logged.</summary>
    /// <remarks>Throws <see cref="MqttException"/> where there is none now: it is asked again.</remarks>
    public Func<CancellationToken, ValueTask<MqttAddress>>? Address { get; init; }

    /// <summary>What is published waits to stay within it; null: it is sent as fast as the server takes it. What a new connection sends again is not held back.</summary>
    public MqttRate? Rate { get; init; }

    /// <summary>Unique at the server: a second connection of the same id ends the first. Empty: the server chooses one (5.0).</summary>
    public required string ClientId { get; init; }

    /// <summary>3.1.1 has no properties: what needs them (expiries but zero, reasons, aliases) is left out.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>With its private key: who the client is, for servers that know it by TLS (AWS IoT Core); only with mqtts.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The only roots that are trusted, with mqtts and wss; null: the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>What is to be spoken, where mqtts is on a port that serves several protocols (ALPN, RFC 7301); null: it is not said.</summary>
    public string? ApplicationProtocol { get; init; }

    /// <summary>True: start without what an earlier connection of this id left. Applies to the first connection; a reconnect always resumes.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>How long the server keeps the session after the connection ends; <see cref="TimeSpan.MaxValue"/>: for ever.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many unacknowledged messages at QoS 1 and 2 the server may send us at once.</summary>
    public ushort ReceiveMaximum { get; init; } = 64;

    /// <summary>How many topics the server may give an alias; 0: none. What the server takes itself is used, for the first topics that are published.</summary>
    public ushort TopicAliasMaximum { get; init; } = 16;

    /// <summary>The largest packet that the server may send us, in bytes; null: any.</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>How many publishes may wait for their acknowledgement; a further one waits (backpressure). The server's own Receive Maximum bounds it too.</summary>
    public ushort MaxInFlight { get; init; } = 64;

    public MqttMessage? Will { get; init; }

    /// <summary>How long the server waits for us to come back before it publishes the will; no longer than it keeps the session.</summary>
    public TimeSpan WillDelay { get; init; }

    /// <summary>Reads a connection string: <c>mqtt://host:port</c> or <c>ws://host:port/path</c>, optionally with <c>user:password@</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what was expected.</exception>
    public static MqttClientOptions Parse(string connectionString, string clientId)
    {
        // The string may hold a password, so no message repeats it.
        if (!Uri.TryCreate(connectionString, UriKind.Absolute, out var uri)) throw new FormatException($"the MQTT connection string is no address; expected {Expected}");
        if (uri.Scheme is not ("mqtt" or "mqtts" or "ws" or "wss") || uri.Host.Length == 0)
        {
            throw new FormatException($"the MQTT connection string begins with '{uri.Scheme}:'; expected {Expected}");
        }

        var port = uri.Port > 0 ? uri.Port : DefaultPort(uri.Scheme);
        var path = uri.Scheme is "ws" or "wss" ? uri.PathAndQuery : "/";
        var user = uri.UserInfo.Split(':', 2);
        return new MqttClientOptions
        {
            Server = new Uri(string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{uri.Host}:{port}{path}")),
            ClientId = clientId,
            UserName = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{ClientId} at {Server.Scheme}://{Server.Host}:{Server.Port}";

    private static int DefaultPort(string scheme) => scheme switch
    {
        "mqtt" => 1883,
        "mqtts" => 8883,
        "ws" => 80,
        _ => 443,
    };
}
