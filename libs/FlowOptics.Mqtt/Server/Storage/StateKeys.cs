using System.Globalization;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>The keys of state.log. They are read in their order: "retained/", "session/", "subscription/", "transfer/", "will/".</summary>
internal static class StateKeys
{
    public const string RetainedPrefix = "retained/";
    public const string SessionPrefix = "session/";
    public const string SubscriptionPrefix = "subscription/";
    public const string ReceivedPrefix = "transfer-received/";
    public const string ReleasedPrefix = "transfer-released/";
    public const string WillPrefix = "will/";
    public const string LastNumber = "last-number";

    /// <summary>The last message of the log whose publisher's packet identifier is in the state, too.</summary>
    public const string KnownUpTo = "known-up-to";

    public static string Retained(string topic) => RetainedPrefix + topic;

    public static string Session(uint session) => string.Create(CultureInfo.InvariantCulture, $"{SessionPrefix}{session}");

    public static string Subscription(uint session, string filter) => string.Create(CultureInfo.InvariantCulture, $"{SubscriptionPrefix}{session}/{filter}");

    /// <summary>A QoS 2 message that the client published, and has not released.</summary>
    public static string Received(uint session, ushort packetId) => string.Create(CultureInfo.InvariantCulture, $"{ReceivedPrefix}{session}/{packetId}");

    /// <summary>A QoS 2 message that the client has, whose PUBCOMP has not come.</summary>
    public static string Released(uint session, ushort packetId) => string.Create(CultureInfo.InvariantCulture, $"{ReleasedPrefix}{session}/{packetId}");

    public static string Will(uint session) => string.Create(CultureInfo.InvariantCulture, $"{WillPrefix}{session}");

    /// <summary>What ends with a session, but for its will.</summary>
    public static string[] OfSession(uint session) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{SubscriptionPrefix}{session}/"),
        string.Create(CultureInfo.InvariantCulture, $"{ReceivedPrefix}{session}/"),
        string.Create(CultureInfo.InvariantCulture, $"{ReleasedPrefix}{session}/"),
    ];

    /// <summary>Session and packet identifier of a <see cref="Received"/> or <see cref="Released"/>.</summary>
    public static (uint Session, ushort PacketId) Transfer(string key)
    {
        var parts = key.Split('/');
        return (uint.Parse(parts[1], CultureInfo.InvariantCulture), ushort.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public static uint WillOf(string key) => uint.Parse(key.AsSpan(WillPrefix.Length), CultureInfo.InvariantCulture);
}
