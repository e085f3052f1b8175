namespace FlowOptics.Mqtt.Packets;

/// <summary>CONNACK (section 3.2). <see cref="ReasonCode"/> is a reason code for 5.0 and a return code for 3.1.1.</summary>
internal sealed record ConnackPacket
{
    public bool SessionPresent { get; init; }
    public byte ReasonCode { get; init; }
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    // 20 03 01 00 00: session present, success, no properties
    public static ConnackPacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        PacketFlags.Check(header, 0);
        var reader = new PacketReader(body);
        var flags = reader.ReadByte();
        if (flags > 1) throw PacketReader.Malformed("a reserved CONNACK flag is set");
        var reason = reader.ReadByte();
        if (protocol == MqttProtocol.V5) ReasonSets.Check(MqttPacketType.Connack, reason);
        var properties = protocol == MqttProtocol.V5 && reader.Remaining > 0
            ? MqttPropertiesReader.Read(ref reader, MqttPropertyId.InConnack)
            : MqttProperties.None;
        reader.End();
        if (flags == 1 && reason != 0) throw PacketReader.ProtocolError("a refused connection has no session (MQTT-3.2.2-6)");
        return new ConnackPacket { SessionPresent = flags == 1, ReasonCode = reason, Properties = properties };
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        var start = output.BeginPacket(MqttPacketType.Connack);
        output.WriteByte(SessionPresent ? (byte)1 : (byte)0);
        output.WriteByte(ReasonCode);
        if (protocol == MqttProtocol.V5) MqttPropertiesWriter.Write(output, Properties);
        output.EndPacket(start);
    }
}
