namespace FlowOptics.Mqtt.Packets;

/// <summary>PUBLISH (section 3.3), as a view of the received bytes. The topic is checked where it is first seen, not here: see TopicCache.</summary>
internal readonly ref struct PublishPacket
{
    public bool Duplicate { get; init; }
    public MqttQualityOfService QualityOfService { get; init; }
    public bool Retain { get; init; }
    public ReadOnlySpan<byte> Topic { get; init; }

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketId { get; init; }

    /// <summary>0: none.</summary>
    public ushort TopicAlias { get; init; }

    public MqttProperties Properties { get; init; }

    /// <summary>The properties with their length before them, as received; a single 0 for 3.1.1.</summary>
    public ReadOnlySpan<byte> RawProperties { get; init; }

    public ReadOnlySpan<byte> Payload { get; init; }

    // 32 0A 00 03 "a/b" 00 07 | 00 | "hi": QoS 1, topic a/b, id 7, no properties
    public static PublishPacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        var qos = (header >> 1) & 3;
        var duplicate = (header & 0x08) != 0;
        if (qos == 3) throw PacketReader.Malformed("QoS 3 (MQTT-3.3.1-4)");
        if (qos == 0 && duplicate) throw PacketReader.Malformed("DUP on QoS 0 (MQTT-3.3.1-2)");
        var reader = new PacketReader(body);
        var topic = reader.ReadBinary();
        var id = qos > 0 ? reader.ReadUInt16() : (ushort)0;
        if (qos > 0 && id == 0) throw PacketReader.Malformed("packet identifier 0 (MQTT-2.2.1-3)");

        var properties = MqttProperties.None;
        ReadOnlySpan<byte> raw = [0];
        ushort alias = 0;
        if (protocol == MqttProtocol.V5 && reader.Rest is [3, MqttPropertyId.TopicAlias, var high, var low, ..])
        {
            // Nothing but an alias, which goes no further: the hot path of a client that uses them.
            alias = (ushort)((high << 8) | low);
            if (alias == 0) throw MqttPropertiesReader.NoAlias();
            reader.ReadBytes(4);
        }
        else if (protocol == MqttProtocol.V5)
        {
            var before = reader.Rest;
            properties = MqttPropertiesReader.Read(ref reader, MqttPropertyId.InPublish);
            raw = before[..(before.Length - reader.Remaining)];
            alias = properties.TopicAlias ?? 0;
        }

        return new PublishPacket
        {
            Duplicate = duplicate,
            QualityOfService = (MqttQualityOfService)qos,
            Retain = (header & 0x01) != 0,
            Topic = topic,
            PacketId = id,
            TopicAlias = alias,
            Properties = properties,
            RawProperties = raw,
            Payload = reader.Rest,
        };
    }
}
