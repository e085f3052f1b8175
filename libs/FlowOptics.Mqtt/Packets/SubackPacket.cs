namespace FlowOptics.Mqtt.Packets;

/// <summary>SUBACK and UNSUBACK (sections 3.9 and 3.11): one code for each filter asked.</summary>
internal sealed record SubackPacket(MqttPacketType Type, ushort PacketId, byte[] ReasonCodes, MqttProperties Properties)
{
    // 90 04 00 01 | 00 | 01: SUBACK of 1, no properties, QoS 1 granted
    public static SubackPacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        PacketFlags.Check(header, 0);
        var type = (MqttPacketType)(header >> 4);
        var reader = new PacketReader(body);
        var id = reader.ReadUInt16();
        if (id == 0) throw PacketReader.Malformed("packet identifier 0 (MQTT-2.2.1-3)");
        var properties = protocol == MqttProtocol.V5 ? MqttPropertiesReader.Read(ref reader, MqttPropertyId.InAcknowledgement) : MqttProperties.None;
        if (protocol == MqttProtocol.V5)
        {
            foreach (var reason in reader.Rest) ReasonSets.Check(type, reason);
        }

        return new SubackPacket(type, id, reader.Rest.ToArray(), properties);
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        var start = output.BeginPacket(Type);
        output.WriteUInt16(PacketId);
        if (protocol == MqttProtocol.V5) MqttPropertiesWriter.Write(output, Properties);

        // 3.1.1's UNSUBACK has no payload.
        if (protocol == MqttProtocol.V5 || Type == MqttPacketType.Suback) output.WriteBytes(ReasonCodes);
        output.EndPacket(start);
    }
}
