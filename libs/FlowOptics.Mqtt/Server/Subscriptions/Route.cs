namespace FlowOptics.Mqtt.Server.Subscriptions;

/// <summary>One session's share in a topic, over all of its matching subscriptions (the highest QoS counts, MQTT-3.3.4-2).</summary>
internal readonly record struct Delivery(
    Session Session, MqttQualityOfService QualityOfService, bool NoLocal, bool RetainAsPublished, uint[]? SubscriptionIdentifiers);

/// <summary>Who gets a topic. Immutable; <see cref="Version"/> says of which state of the tree.</summary>
internal sealed record Route(int Version, Delivery[] Direct, SharedGroup[] Groups);
