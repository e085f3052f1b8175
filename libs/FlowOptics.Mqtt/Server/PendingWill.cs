using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>A client's will (MQTT 5.0, section 3.1.2.5).</summary>
/// <param name="Message">Without its expiry, which begins when it is published (3.1.3.2.4).</param>
/// <param name="DueAt">Unix milliseconds; null while the client is connected. It is not published where the client comes back before (3.1.3.2.2).</param>
internal sealed record PendingWill(StoredMessage Message, uint? ExpirySeconds, uint DelaySeconds, long? DueAt)
{
    public static PendingWill From(WillPacket packet, TimeProvider time) => new(
        StoredMessage.From(packet, time), packet.Properties.MessageExpiryInterval, packet.Properties.WillDelayInterval ?? 0, null);

    public StoredMessage ToPublish(long now) => ExpirySeconds is { } seconds ? Message.Expiring(now + (seconds * 1000L)) : Message;
}
