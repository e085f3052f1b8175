namespace FlowOptics.Mqtt.Packets;

/// <summary>UNSUBSCRIBE (section 3.10).</summary>
internal sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, MqttProperties Properties)
{
    // A2 08 00 02 | 00 | 00 03 "a/+"
    public static UnsubscribePacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        PacketFlags.Check(header, 2);
        var reader = new PacketReader(body);
        var id = reader.ReadUInt16();
        if (id == 0) throw PacketReader.Malformed("packet identifier 0 (MQTT-2.2.1-3)");
        var properties = protocol == MqttProtocol.V5 ? MqttPropertiesReader.Read(ref reader, MqttPropertyId.InUnsubscribe) : MqttProperties.None;
        var filters = new List<string>();
        while (reader.Remaining > 0) filters.Add(reader.ReadString());
        if (filters.Count == 0) throw PacketReader.ProtocolError("an UNSUBSCRIBE without a filter (MQTT-3.10.3-2)");
        return new UnsubscribePacket(id, filters, properties);
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        var start = output.BeginPacket(MqttPacketType.Unsubscribe, 2);
        output.WriteUInt16(PacketId);
        if (protocol == MqttProtocol.V5) MqttPropertiesWriter.Write(output, Properties);
        foreach (var filter in Filters) output.WriteString(filter);
        output.EndPacket(start);
    }
}
