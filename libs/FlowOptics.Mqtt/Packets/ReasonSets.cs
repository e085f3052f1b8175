namespace FlowOptics.Mqtt.Packets;

/// <summary>Which packet may carry which reason code (MQTT 5.0, section 2.4; for instance MQTT-3.4.2-1). Others are a protocol error.</summary>
internal static class ReasonSets
{
    private static readonly bool[][] Sets = Build();

    public static byte Check(MqttPacketType type, byte reason) => Sets[(int)type][reason]
        ? reason
        : throw PacketReader.ProtocolError($"reason code 0x{reason:X2} is none of {type.ToString().ToUpperInvariant()}'s");

    private static bool[][] Build()
    {
        var sets = new bool[16][];
        for (var i = 0; i < sets.Length; i++) sets[i] = new bool[256];
        Set(sets, MqttPacketType.Connack, 0, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x90, 0x95, 0x97, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9F);
        Set(sets, MqttPacketType.Puback, 0, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
        Set(sets, MqttPacketType.Pubrec, 0, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
        Set(sets, MqttPacketType.Pubrel, 0, 0x92);
        Set(sets, MqttPacketType.Pubcomp, 0, 0x92);
        Set(sets, MqttPacketType.Suback, 0, 1, 2, 0x80, 0x83, 0x87, 0x8F, 0x91, 0x97, 0x9E, 0xA1, 0xA2);
        Set(sets, MqttPacketType.Unsuback, 0, 0x11, 0x80, 0x83, 0x87, 0x8F, 0x91);
        Set(
            sets, MqttPacketType.Disconnect, 0, 0x04, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
            0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2);
        Set(sets, MqttPacketType.Auth, 0, 0x18, 0x19);
        return sets;
    }

    private static void Set(bool[][] sets, MqttPacketType type, params ReadOnlySpan<byte> reasons)
    {
        foreach (var reason in reasons) sets[(int)type][reason] = true;
    }
}
