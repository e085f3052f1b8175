namespace FlowOptics.Mqtt.Packets;

/// <summary>Reason codes (MQTT 5.0, section 2.4), those that are used here.</summary>
internal static class MqttReason
{
    public const byte Success = 0x00;
    public const byte DisconnectWithWill = 0x04;
    public const byte ContinueAuthentication = 0x18;
    public const byte ReAuthenticate = 0x19;
    public const byte NoMatchingSubscribers = 0x10;
    public const byte NoSubscriptionExisted = 0x11;
    public const byte UnspecifiedError = 0x80;
    public const byte MalformedPacket = 0x81;
    public const byte ProtocolError = 0x82;
    public const byte ImplementationSpecificError = 0x83;
    public const byte UnsupportedProtocolVersion = 0x84;
    public const byte ClientIdentifierNotValid = 0x85;
    public const byte BadUserNameOrPassword = 0x86;
    public const byte NotAuthorized = 0x87;
    public const byte ServerUnavailable = 0x88;
    public const byte ServerBusy = 0x89;
    public const byte ServerShuttingDown = 0x8B;
    public const byte BadAuthenticationMethod = 0x8C;
    public const byte KeepAliveTimeout = 0x8D;
    public const byte SessionTakenOver = 0x8E;
    public const byte TopicFilterInvalid = 0x8F;
    public const byte TopicNameInvalid = 0x90;
    public const byte PacketIdentifierInUse = 0x91;
    public const byte PacketIdentifierNotFound = 0x92;
    public const byte ReceiveMaximumExceeded = 0x93;
    public const byte TopicAliasInvalid = 0x94;
    public const byte PacketTooLarge = 0x95;
    public const byte MessageRateTooHigh = 0x96;
    public const byte QuotaExceeded = 0x97;
    public const byte QosNotSupported = 0x9B;
    public const byte ConnectionRateExceeded = 0x9F;

    /// <summary>The CONNACK return code of 3.1.1 (its table 3.1) that says the same; null where none does: then it gets none (3.1.1, MQTT-3.2.2-6).</summary>
    public static byte? ToConnectReturnCode(byte reason) => reason switch
    {
        Success => 0,
        UnsupportedProtocolVersion => 1,
        ClientIdentifierNotValid => 2,
        BadUserNameOrPassword => 4,
        NotAuthorized => 5,
        ServerUnavailable or ServerBusy or QuotaExceeded or ConnectionRateExceeded or UnspecifiedError => 3,
        _ => null,
    };
}
