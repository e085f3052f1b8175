using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server;

/// <summary>A message in a session's queue or in flight to its client. <see cref="Group"/>: the shared subscription that gave it to this session.</summary>
internal readonly record struct Outbound(
    StoredMessage Message, MqttQualityOfService QualityOfService, bool Retain, uint[]? SubscriptionIdentifiers, SharedGroup? Group);

/// <summary>A message to be written now; packet identifier 0 for QoS 0.</summary>
internal readonly record struct Sending(StoredMessage Message, ushort PacketId, bool Retain, bool Duplicate, uint[]? SubscriptionIdentifiers);
