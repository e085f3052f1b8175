namespace FlowOptics.Mqtt.Packets;

/// <summary>Property identifiers (MQTT 5.0, section 2.2.2.2) and, as bit sets, which packet may carry which.</summary>
internal static class MqttPropertyId
{
    public const byte PayloadFormatIndicator = 0x01;
    public const byte MessageExpiryInterval = 0x02;
    public const byte ContentType = 0x03;
    public const byte ResponseTopic = 0x08;
    public const byte CorrelationData = 0x09;
    public const byte SubscriptionIdentifier = 0x0B;
    public const byte SessionExpiryInterval = 0x11;
    public const byte AssignedClientIdentifier = 0x12;
    public const byte ServerKeepAlive = 0x13;
    public const byte AuthenticationMethod = 0x15;
    public const byte AuthenticationData = 0x16;
    public const byte RequestProblemInformation = 0x17;
    public const byte WillDelayInterval = 0x18;
    public const byte RequestResponseInformation = 0x19;
    public const byte ResponseInformation = 0x1A;
    public const byte ServerReference = 0x1C;
    public const byte ReasonString = 0x1F;
    public const byte ReceiveMaximum = 0x21;
    public const byte TopicAliasMaximum = 0x22;
    public const byte TopicAlias = 0x23;
    public const byte MaximumQos = 0x24;
    public const byte RetainAvailable = 0x25;
    public const byte UserProperty = 0x26;
    public const byte MaximumPacketSize = 0x27;
    public const byte WildcardSubscriptionAvailable = 0x28;
    public const byte SubscriptionIdentifiersAvailable = 0x29;
    public const byte SharedSubscriptionAvailable = 0x2A;

    public static readonly ulong InConnect = Set(
        SessionExpiryInterval, AuthenticationMethod, AuthenticationData, RequestProblemInformation, RequestResponseInformation, ReceiveMaximum,
        TopicAliasMaximum, UserProperty, MaximumPacketSize);

    public static readonly ulong InWill = Set(
        PayloadFormatIndicator, MessageExpiryInterval, ContentType, ResponseTopic, CorrelationData, WillDelayInterval, UserProperty);

    public static readonly ulong InConnack = Set(
        SessionExpiryInterval, AssignedClientIdentifier, ServerKeepAlive, AuthenticationMethod, AuthenticationData, ResponseInformation,
        ServerReference, ReasonString, ReceiveMaximum, TopicAliasMaximum, MaximumQos, RetainAvailable, UserProperty, MaximumPacketSize,
        WildcardSubscriptionAvailable, SubscriptionIdentifiersAvailable, SharedSubscriptionAvailable);

    public static readonly ulong InPublish = Set(
        PayloadFormatIndicator, MessageExpiryInterval, ContentType, ResponseTopic, CorrelationData, SubscriptionIdentifier, TopicAlias, UserProperty);

    public static readonly ulong InAcknowledgement = Set(ReasonString, UserProperty);

    public static readonly ulong InSubscribe = Set(SubscriptionIdentifier, UserProperty);

    public static readonly ulong InUnsubscribe = Set(UserProperty);

    public static readonly ulong InDisconnect = Set(SessionExpiryInterval, ServerReference, ReasonString, UserProperty);

    public static readonly ulong InAuth = Set(AuthenticationMethod, AuthenticationData, ReasonString, UserProperty);

    private static ulong Set(params ReadOnlySpan<byte> ids)
    {
        ulong set = 0;
        foreach (var id in ids) set |= 1ul << id;
        return set;
    }
}
