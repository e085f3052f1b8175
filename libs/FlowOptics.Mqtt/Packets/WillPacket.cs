namespace FlowOptics.Mqtt.Packets;

/// <summary>The will in a CONNECT (MQTT 5.0, 3.1.3.2 to 3.1.3.4).</summary>
internal sealed record WillPacket
{
    public required string Topic { get; init; }
    public required byte[] Payload { get; init; }
    public MqttQualityOfService QualityOfService { get; init; }
    public bool Retain { get; init; }
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    public static WillPacket Decode(ref PacketReader reader, MqttProtocol protocol, byte connectFlags)
    {
        var properties = protocol == MqttProtocol.V5 ? MqttPropertiesReader.Read(ref reader, MqttPropertyId.InWill) : MqttProperties.None;
        var topic = reader.ReadString();
        if (!MqttTopic.IsName(topic)) throw new MqttProtocolException(MqttReason.TopicNameInvalid, "the will's topic is no topic name");
        return new WillPacket
        {
            Topic = topic,
            Payload = reader.ReadBinary().ToArray(),
            QualityOfService = (MqttQualityOfService)((connectFlags >> 3) & 3),
            Retain = (connectFlags & 0x20) != 0,
            Properties = properties,
        };
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        if (protocol == MqttProtocol.V5) MqttPropertiesWriter.Write(output, Properties);
        output.WriteString(Topic);
        output.WriteBinary(Payload);
    }
}
