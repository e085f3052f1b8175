namespace FlowOptics.Mqtt.Packets;

/// <summary>DISCONNECT and AUTH (sections 3.14 and 3.15): a reason and properties, both of which may be left out.</summary>
internal sealed record DisconnectPacket(MqttPacketType Type, byte ReasonCode, MqttProperties Properties)
{
    public DisconnectPacket(byte reasonCode)
        : this(MqttPacketType.Disconnect, reasonCode, MqttProperties.None)
    {
    }

    // E0 00: normal; E0 01 8E: session taken over; E0 02 8E 00: the same with properties, none
    public static DisconnectPacket Decode(byte header, ReadOnlySpan<byte> body, MqttProtocol protocol)
    {
        PacketFlags.Check(header, 0);
        var type = (MqttPacketType)(header >> 4);
        var reader = new PacketReader(body);
        var reason = MqttReason.Success;
        var properties = MqttProperties.None;
        if (protocol == MqttProtocol.V5)
        {
            if (reader.Remaining > 0) reason = ReasonSets.Check(type, reader.ReadByte());
            var allowed = type == MqttPacketType.Auth ? MqttPropertyId.InAuth : MqttPropertyId.InDisconnect;
            if (reader.Remaining > 0) properties = MqttPropertiesReader.Read(ref reader, allowed);
        }

        reader.End();
        return new DisconnectPacket(type, reason, properties);
    }

    public void Encode(OutputBuffer output, MqttProtocol protocol)
    {
        var start = output.BeginPacket(Type);
        var hasProperties = !ReferenceEquals(Properties, MqttProperties.None);
        if (protocol == MqttProtocol.V5 && (ReasonCode != MqttReason.Success || hasProperties))
        {
            output.WriteByte(ReasonCode);
            if (hasProperties) MqttPropertiesWriter.Write(output, Properties);
        }

        output.EndPacket(start);
    }
}
