namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>Why the server refused something; each is a counter of its own, and is logged once.</summary>
internal enum RefusalCause
{
    /// <summary>The server holds as many connections as it may.</summary>
    Connections,

    /// <summary>One address holds as many connections as it may.</summary>
    ConnectionsOfAddress,

    /// <summary>No CONNECT came in time.</summary>
    ConnectDeadline,

    /// <summary>A packet was begun and not finished in time.</summary>
    PacketDeadline,

    /// <summary>Silence beyond the keep-alive.</summary>
    KeepAlive,

    /// <summary>A user, password or token that is wrong, or none where one is asked for.</summary>
    Login,

    /// <summary>More wrong logins of one address at once than are looked at.</summary>
    LoginRate,

    /// <summary>A client identifier that is another user's, or too long.</summary>
    ClientIdentifier,

    /// <summary>As many sessions as may be.</summary>
    Sessions,

    /// <summary>As many subscriptions as may be, of a session, in a packet, or in all.</summary>
    Subscriptions,

    /// <summary>A topic filter that the client's rights do not cover.</summary>
    SubscribeRights,

    /// <summary>A topic that the client may not publish to.</summary>
    PublishRights,

    /// <summary>A topic or filter that is too long or too deep.</summary>
    Topic,

    /// <summary>A packet or payload that is too large.</summary>
    PacketSize,

    /// <summary>Too many bytes of user properties.</summary>
    UserProperties,

    /// <summary>As many retained messages, or bytes of them, as may be.</summary>
    Retained,

    /// <summary>More publishes or bytes a second than a connection may send.</summary>
    PublishRate,

    /// <summary>QoS 2 where it is not spoken.</summary>
    QualityOfService,

    /// <summary>A viewer's session that does not keep up with its QoS 1 messages.</summary>
    SessionBytes,

    /// <summary>A WebSocket of a page from elsewhere.</summary>
    Origin,

    /// <summary>What the standard calls malformed or a protocol error.</summary>
    Protocol,
}
