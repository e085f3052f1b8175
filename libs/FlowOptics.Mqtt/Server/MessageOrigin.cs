namespace FlowOptics.Mqtt.Server;

/// <summary>The durable session that published a message at QoS 2, and the identifier that it did so under.</summary>
internal readonly record struct MessageOrigin(uint Session, ushort PacketId);
