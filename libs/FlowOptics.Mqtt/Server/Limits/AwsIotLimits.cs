namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>
/// What AWS IoT Core allows (General Reference, "AWS IoT Core endpoints and quotas", message broker and protocol limits:
/// https://docs.aws.amazon.com/general/latest/gr/iot-core.html; Developer Guide, "MQTT":
/// https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html). The quotas that an account can have raised stand at their defaults.
/// Exceeding the two rates ends no connection: the message is discarded, at QoS 1 without a PUBACK (3.1.1), or with 0x97 in it (5.0).
/// The guide says of QoS 2: "When QoS level 2 is requested, the AWS IoT message broker does not send a PUBACK or SUBACK." That is what 3.1.1 clients
/// get here; 5.0 has "Maximum QoS" in CONNACK for it, with the consequences that the standard gives (MQTT-3.2.2-10, -11).
/// </summary>
internal static class AwsIotLimits
{
    private const int MaxPayload = 128 * 1024;

    /// <summary>The payload, and room for topic and properties: what AWS's CONNACK says.</summary>
    private const int MaxPacket = 149_504;

    public static EffectiveLimits Narrow(EffectiveLimits limits) => limits with
    {
        MaxPacketSize = Math.Min(limits.MaxPacketSize, MaxPacket),
        MaxPayloadSize = Math.Min(limits.MaxPayloadSize, MaxPayload),
        ReceiveMaximum = Math.Min(limits.ReceiveMaximum, (ushort)100),
        TopicAliasMaximum = Math.Min(limits.TopicAliasMaximum, (ushort)8),
        MaxInFlight = Math.Min(limits.MaxInFlight, (ushort)100),
        MaxTopicSlashes = Math.Min(limits.MaxTopicSlashes, 7),
        MaxTopicSize = Math.Min(limits.MaxTopicSize, 256),
        MaxClientIdSize = Math.Min(limits.MaxClientIdSize, 128),
        MaxQualityOfService = MqttQualityOfService.AtLeastOnce,
        MaxFiltersInSubscribe = 8,
        MaxSubscriptionsOfSession = Math.Min(limits.MaxSubscriptionsOfSession, 50),
        MinKeepAlive = 30,
        MaxKeepAlive = 1200,
        PublishesPerSecond = 100,
        BytesPerSecond = 512 * 1024,
        SystemTopicsInterval = TimeSpan.Zero,
    };
}
