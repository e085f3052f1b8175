namespace FlowOptics.Mqtt.Server.Subscriptions;

/// <summary>What a session's matching subscriptions ask for together (the highest QoS counts, MQTT-3.3.4-2).</summary>
internal sealed record Share(MqttQualityOfService QualityOfService, bool RetainAsPublished, uint[]? SubscriptionIdentifiers);

/// <summary>One session's share in a topic.</summary>
/// <param name="Share">Of what others publish.</param>
/// <param name="OfOwn">Of what its client itself publishes: without the subscriptions with "no local" (MQTT-3.8.3-3); null: nothing.</param>
internal readonly record struct Delivery(Session Session, Share Share, Share? OfOwn);

/// <summary>Who gets a topic. Immutable; <see cref="Version"/> says of which state of the tree.</summary>
internal sealed record Route(int Version, Delivery[] Direct, SharedGroup[] Groups);
