namespace FlowOptics.Mqtt.Packets;

/// <summary>PINGREQ and PINGRESP (sections 3.12 and 3.13): two bytes each.</summary>
internal static class PingPacket
{
    public static void Check(byte header, ReadOnlySpan<byte> body)
    {
        PacketFlags.Check(header, 0);
        if (body.Length > 0) throw PacketReader.Malformed("a ping has no body");
    }

    public static void Encode(OutputBuffer output, MqttPacketType type)
    {
        output.WriteByte((byte)((int)type << 4));
        output.WriteByte(0);
    }
}
