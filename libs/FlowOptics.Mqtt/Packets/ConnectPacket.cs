namespace FlowOptics.Mqtt.Packets;

/// <summary>CONNECT (MQTT 5.0, section 3.1; 3.1.1 alike, without properties).</summary>
internal sealed record ConnectPacket
{
    public MqttProtocol Protocol { get; init; } = MqttProtocol.V5;
    public bool CleanStart { get; init; }
    public ushort KeepAlive { get; init; }
    public required string ClientId { get; init; }
    public WillPacket? Will { get; init; }
    public string? UserName { get; init; }
    public byte[]? Password { get; init; }
    public MqttProperties Properties { get; init; } = MqttProperties.None;

    // 10 .. 00 04 "MQTT" 05 02 00 1E | 00 | 00 01 "a": clean start, keep-alive 30 s, no properties, client id "a"
    public static ConnectPacket Decode(byte header, ReadOnlySpan<byte> body)
    {
        PacketFlags.Check(header, 0);
        var reader = new PacketReader(body);
        var name = reader.ReadBinary();
        var level = reader.ReadByte();
        if (!name.SequenceEqual("MQTT"u8) || level is not (4 or 5))
        {
            throw new MqttProtocolException(MqttReason.UnsupportedProtocolVersion, "only MQTT 3.1.1 and 5.0 are spoken here (MQTT-3.1.2-2)");
        }

        var protocol = (MqttProtocol)level;
        var flags = reader.ReadByte();
        if ((flags & 0x01) != 0) throw PacketReader.Malformed("the reserved CONNECT flag is set (MQTT-3.1.2-3)");
        var hasWill = (flags & 0x04) != 0;
        if (!hasWill && (flags & 0x38) != 0) throw PacketReader.Malformed("will QoS or will retain without a will (MQTT-3.1.2-11, -13)");
        if ((flags & 0x18) == 0x18) throw PacketReader.Malformed("will QoS 3 (MQTT-3.1.2-12)");
        var (hasUserName, hasPassword) = ((flags & 0x80) != 0, (flags & 0x40) != 0);
        if (protocol == MqttProtocol.V311 && hasPassword && !hasUserName) throw PacketReader.Malformed("a password without a user name (3.1.1, MQTT-3.1.2-22)");

        var keepAlive = reader.ReadUInt16();
        var properties = protocol == MqttProtocol.V5 ? MqttPropertiesReader.Read(ref reader, MqttPropertyId.InConnect) : MqttProperties.None;
        var clientId = reader.ReadString();
        var will = hasWill ? WillPacket.Decode(ref reader, protocol, flags) : null;
        var userName = hasUserName ? reader.ReadString() : null;
        var password = hasPassword ? reader.ReadBinary().ToArray() : null;
        reader.End();
        return new ConnectPacket
        {
            Protocol = protocol,
            CleanStart = (flags & 0x02) != 0,
            KeepAlive = keepAlive,
            ClientId = clientId,
            Will = will,
            UserName = userName,
            Password = password,
            Properties = properties,
        };
    }

    /// <summary>
    /// In which form a refusal is understood: 3.1 ("MQIsdp") and levels before 5 read a return code, later ones a reason code. Null: this is not MQTT, and
    /// gets no answer (MQTT-3.1.2-1).
    /// </summary>
    public static MqttProtocol? Dialect(ReadOnlySpan<byte> body) => body switch
    {
        [0, 6, (byte)'M', (byte)'Q', (byte)'I', (byte)'s', (byte)'d', (byte)'p', ..] => MqttProtocol.V311,
        [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', <= 4, ..] => MqttProtocol.V311,
        [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', > 4, ..] => MqttProtocol.V5,
        _ => null,
    };

    public void Encode(OutputBuffer output)
    {
        var start = output.BeginPacket(MqttPacketType.Connect);
        output.WriteBinary("MQTT"u8);
        output.WriteByte((byte)Protocol);
        output.WriteByte((byte)((CleanStart ? 0x02 : 0)
            | (Will is null ? 0 : 0x04 | ((int)Will.QualityOfService << 3) | (Will.Retain ? 0x20 : 0))
            | (Password is null ? 0 : 0x40)
            | (UserName is null ? 0 : 0x80)));
        output.WriteUInt16(KeepAlive);
        if (Protocol == MqttProtocol.V5) MqttPropertiesWriter.Write(output, Properties);
        output.WriteString(ClientId);
        Will?.Encode(output, Protocol);
        if (UserName is not null) output.WriteString(UserName);
        if (Password is not null) output.WriteBinary(Password);
        output.EndPacket(start);
    }

    /// <summary>Never with the password.</summary>
    public override string ToString() => $"CONNECT of '{ClientId}', {Protocol}";
}
