using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Client;

/// <summary>What the server's CONNACK allows (MQTT 5.0, section 3.2.2.3).</summary>
internal sealed record ServerLimits(MqttProperties Connack)
{
    public static readonly ServerLimits None = new(MqttProperties.None);

    /// <summary>A 3.1.1 server does not say how much it takes; mosquitto cuts off who has more than 20 publishes in flight.</summary>
    public static readonly MqttProperties OfOlder = new() { ReceiveMaximum = 20 };

    public int ReceiveMaximum { get; } = Connack.ReceiveMaximum ?? ushort.MaxValue;

    public uint MaximumPacketSize { get; } = Connack.MaximumPacketSize ?? uint.MaxValue;

    public int MaximumQos { get; } = Connack.MaximumQos ?? 2;

    public bool RetainAvailable { get; } = Connack.RetainAvailable != 0;

    public int TopicAliasMaximum { get; } = Connack.TopicAliasMaximum ?? 0;

    /// <exception cref="MqttException">The server has said that it does not do this.</exception>
    public void CheckSubscription(MqttSubscription wanted)
    {
        var (group, filter) = MqttTopic.SplitShared(wanted.Filter);
        if (group is not null && Connack.SharedSubscriptionAvailable == 0) throw new MqttException("the MQTT server has no shared subscriptions");
        if (filter.AsSpan().ContainsAny('+', '#') && Connack.WildcardSubscriptionAvailable == 0) throw new MqttException("the MQTT server has no wildcards");
        if (wanted.Identifier is not null && Connack.SubscriptionIdentifiersAvailable == 0) throw new MqttException("the MQTT server has no subscription identifiers");
    }
}
