namespace FlowOptics.Mqtt.Packets;

/// <summary>One filter of a SUBSCRIBE with its options (3.8.3.1).</summary>
internal readonly record struct SubscribeFilter(
    string Filter, MqttQualityOfService QualityOfService, bool NoLocal = false, bool RetainAsPublished = false, byte RetainHandling = 0);

/// <summary>SUBSCRIBE (section 3.8).</summary>
internal sealed record SubscribePacket(ushort PacketId, IReadOnlyList<SubscribeFilter> Filters, MqttProperties Properties)
{
    // 82 0A 00 01 | 00 | 00 03 "a/+" 01: id 1, no properties, filter a/+ at QoS 1
    public static SubscribePacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        PacketFlags.Check(header, 2);
        var reader = new PacketReader(body);
        var id = reader.ReadUInt16();
        if (id == 0) throw PacketReader.Malformed("packet identifier 0 (MQTT-2.2.1-3)");
        var properties = protocol == MqttProtocol.V5 ? MqttPropertiesReader.Read(ref reader, MqttPropertyId.InSubscribe) : MqttProperties.None;
        var filters = new List<SubscribeFilter>();
        while (reader.Remaining > 0)
        {
            var filter = reader.ReadString();
            filters.Add(ReadOptions(filter, reader.ReadByte(), protocol));
        }

        if (filters.Count == 0) throw PacketReader.ProtocolError("a SUBSCRIBE without a filter (MQTT-3.8.3-2)");
        return new SubscribePacket(id, filters, properties);
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        var start = output.BeginPacket(MqttPacketType.Subscribe, 2);
        output.WriteUInt16(PacketId);
        if (protocol == MqttProtocol.V5) MqttPropertiesWriter.Write(output, Properties);
        foreach (var filter in Filters)
        {
            output.WriteString(filter.Filter);
            output.WriteByte((byte)((int)filter.QualityOfService | (filter.NoLocal ? 0x04 : 0) | (filter.RetainAsPublished ? 0x08 : 0)
                | (filter.RetainHandling << 4)));
        }

        output.EndPacket(start);
    }

    private static SubscribeFilter ReadOptions(string filter, byte options, MqttProtocol protocol)
    {
        var reserved = protocol == MqttProtocol.V5 ? 0xC0 : 0xFC;
        var (qos, noLocal, handling) = (options & 3, (options & 0x04) != 0, (byte)((options >> 4) & 3));
        if ((options & reserved) != 0 || qos == 3) throw PacketReader.Malformed($"subscription options 0x{options:X2} (MQTT-3.8.3-5)");
        if (handling == 3) throw PacketReader.ProtocolError("retain handling 3");
        if (noLocal && filter.StartsWith("$share/", StringComparison.Ordinal))
        {
            throw PacketReader.ProtocolError("no local on a shared subscription (MQTT-3.8.3-4)");
        }

        return new SubscribeFilter(filter, (MqttQualityOfService)qos, noLocal, (options & 0x08) != 0, handling);
    }
}
