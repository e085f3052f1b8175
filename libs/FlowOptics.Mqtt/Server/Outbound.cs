using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server;

/// <summary>A message in a session's queue or in flight to its client. <see cref="Group"/>: the shared subscription that gave it to this session.</summary>
internal readonly record struct Outbound(
    StoredMessage Message, MqttQualityOfService QualityOfService, bool Retain, uint[]? SubscriptionIdentifiers, SharedGroup? Group);

/// <summary>A message that a session has not delivered; packet identifier 0 where it was never sent.</summary>
internal readonly record struct Undelivered(Outbound Outbound, ushort PacketId);

/// <summary>What is to be written now: a PUBLISH (packet identifier 0 for QoS 0), or a PUBREL where there is no message.</summary>
internal readonly record struct Sending(
    StoredMessage? Message, ushort PacketId, MqttQualityOfService QualityOfService, bool Retain, bool Duplicate, uint[]? SubscriptionIdentifiers)
{
    public static Sending Of(in Outbound outbound, ushort packetId, bool duplicate = false) =>
        new(outbound.Message, packetId, outbound.QualityOfService, outbound.Retain, duplicate, outbound.SubscriptionIdentifiers);

    public static Sending Release(ushort packetId) => new(null, packetId, MqttQualityOfService.ExactlyOnce, false, false, null);
}
