namespace FlowOptics.Mqtt.Packets;

/// <summary>The low four bits of a packet's first byte: fixed by the standard for all but PUBLISH (2.1.3).</summary>
internal static class PacketFlags
{
    public static void Check(byte header, int expected)
    {
        if ((header & 0x0F) != expected) throw PacketReader.Malformed($"flags 0x{header & 0x0F:X} on packet type {header >> 4} (MQTT-2.1.3-1)");
    }
}
