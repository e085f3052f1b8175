namespace FlowOptics.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP (sections 3.4 to 3.7), which look alike.</summary>
internal readonly record struct AcknowledgementPacket(MqttPacketType Type, ushort PacketId, byte ReasonCode, MqttProperties Properties)
{
    // 40 02 00 07: PUBACK of 7, success; 40 03 00 07 10: nobody subscribes; 40 04 00 07 10 00: the same with properties, none
    public static AcknowledgementPacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        var type = (MqttPacketType)(header >> 4);
        PacketFlags.Check(header, type == MqttPacketType.Pubrel ? 2 : 0);
        var reader = new PacketReader(body);
        var id = reader.ReadUInt16();
        if (id == 0) throw PacketReader.Malformed("packet identifier 0 (MQTT-2.2.1-3)");
        var reason = MqttReason.Success;
        var properties = MqttProperties.None;
        if (protocol == MqttProtocol.V5)
        {
            if (reader.Remaining > 0) reason = ReasonSets.Check(type, reader.ReadByte());
            if (reader.Remaining > 0) properties = MqttPropertiesReader.Read(ref reader, MqttPropertyId.InAcknowledgement);
        }

        reader.End();
        return new AcknowledgementPacket(type, id, reason, properties);
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        var start = output.BeginPacket(Type, Type == MqttPacketType.Pubrel ? 2 : 0);
        output.WriteUInt16(PacketId);
        var hasProperties = !ReferenceEquals(Properties, MqttProperties.None);
        if (protocol == MqttProtocol.V5 && (ReasonCode != MqttReason.Success || hasProperties))
        {
            output.WriteByte(ReasonCode);
            if (hasProperties) MqttPropertiesWriter.Write(output, Properties);
        }

        output.EndPacket(start);
    }

    /// <summary>The short form, for the hot path.</summary>
    public static void Encode(OutputBuffer output, MqttPacketType type, ushort packetId, byte reason, MqttProtocol protocol)
    {
        var withReason = reason != MqttReason.Success && protocol == MqttProtocol.V5;
        var span = output.Take(withReason ? 5 : 4);
        span[0] = (byte)(((int)type << 4) | (type == MqttPacketType.Pubrel ? 2 : 0));
        span[1] = (byte)(span.Length - 2);
        span[2] = (byte)(packetId >> 8);
        span[3] = (byte)packetId;
        if (withReason) span[4] = reason;
    }
}
