using Id = FlowOptics.Mqtt.Packets.MqttPropertyId;

namespace FlowOptics.Mqtt.Packets;

/// <summary>
/// Reads properties and refuses what MQTT 5.0 section 2.2.2.2 and the packets' own sections refuse: unknown or misplaced identifiers, one that
/// stands twice (user properties, and a PUBLISH's subscription identifiers, may), and values out of range.
/// </summary>
internal static class MqttPropertiesReader
{
    /// <summary>Reads the length and what it measures.</summary>
    /// <param name="allowed">The set of <see cref="MqttPropertyId"/> that this packet may carry.</param>
    public static MqttProperties Read(ref PacketReader packet, ulong allowed)
    {
        var length = packet.ReadVariableByteInteger();
        if (length == 0) return MqttProperties.None;
        var reader = new PacketReader(packet.ReadBytes((int)length));
        var properties = new MqttProperties();
        ulong seen = 0;
        while (reader.Remaining > 0)
        {
            var id = reader.ReadVariableByteInteger();
            if (id >= 64 || (allowed & (1ul << (int)id)) == 0) throw PacketReader.Malformed($"property 0x{id:X2} does not belong here");
            var repeatable = id == Id.UserProperty || (id == Id.SubscriptionIdentifier && allowed == Id.InPublish);
            if (!repeatable && (seen & (1ul << (int)id)) != 0) throw PacketReader.ProtocolError($"property 0x{id:X2} stands twice");
            seen |= 1ul << (int)id;
            ReadOne(ref reader, (byte)id, properties);
        }

        if (properties is { AuthenticationData: not null, AuthenticationMethod: null })
        {
            throw PacketReader.ProtocolError("authentication data without an authentication method");
        }

        return properties;
    }

    private static void ReadOne(ref PacketReader reader, byte id, MqttProperties p)
    {
        switch (id)
        {
            case Id.PayloadFormatIndicator: p.PayloadFormatIndicator = ZeroOrOne(ref reader, id); break;
            case Id.MessageExpiryInterval: p.MessageExpiryInterval = reader.ReadUInt32(); break;
            case Id.ContentType: p.ContentType = reader.ReadString(); break;
            case Id.ResponseTopic: p.ResponseTopic = ResponseTopic(ref reader); break;
            case Id.CorrelationData: p.CorrelationData = reader.ReadBinary().ToArray(); break;
            case Id.SubscriptionIdentifier: (p.SubscriptionIdentifiers ??= []).Add(NotZero(reader.ReadVariableByteInteger(), id)); break;
            case Id.SessionExpiryInterval: p.SessionExpiryInterval = reader.ReadUInt32(); break;
            case Id.AssignedClientIdentifier: p.AssignedClientIdentifier = reader.ReadString(); break;
            case Id.ServerKeepAlive: p.ServerKeepAlive = reader.ReadUInt16(); break;
            case Id.AuthenticationMethod: p.AuthenticationMethod = reader.ReadString(); break;
            case Id.AuthenticationData: p.AuthenticationData = reader.ReadBinary().ToArray(); break;
            case Id.RequestProblemInformation: p.RequestProblemInformation = ZeroOrOne(ref reader, id); break;
            case Id.WillDelayInterval: p.WillDelayInterval = reader.ReadUInt32(); break;
            case Id.RequestResponseInformation: p.RequestResponseInformation = ZeroOrOne(ref reader, id); break;
            case Id.ResponseInformation: p.ResponseInformation = reader.ReadString(); break;
            case Id.ServerReference: p.ServerReference = reader.ReadString(); break;
            case Id.ReasonString: p.ReasonString = reader.ReadString(); break;
            case Id.ReceiveMaximum: p.ReceiveMaximum = (ushort)NotZero(reader.ReadUInt16(), id); break;
            case Id.TopicAliasMaximum: p.TopicAliasMaximum = reader.ReadUInt16(); break;
            case Id.TopicAlias: p.TopicAlias = TopicAlias(ref reader); break;
            case Id.MaximumQos: p.MaximumQos = ZeroOrOne(ref reader, id); break;
            case Id.RetainAvailable: p.RetainAvailable = ZeroOrOne(ref reader, id); break;
            case Id.UserProperty: (p.UserProperties ??= []).Add(new(reader.ReadString(), reader.ReadString())); break;
            case Id.MaximumPacketSize: p.MaximumPacketSize = NotZero(reader.ReadUInt32(), id); break;
            case Id.WildcardSubscriptionAvailable: p.WildcardSubscriptionAvailable = ZeroOrOne(ref reader, id); break;
            case Id.SubscriptionIdentifiersAvailable: p.SubscriptionIdentifiersAvailable = ZeroOrOne(ref reader, id); break;
            case Id.SharedSubscriptionAvailable: p.SharedSubscriptionAvailable = ZeroOrOne(ref reader, id); break;
            default: throw PacketReader.Malformed($"property 0x{id:X2} is unknown");
        }
    }

    public static MqttProtocolException NoAlias() => new(MqttReason.TopicAliasInvalid, "topic alias 0 is not permitted (MQTT-3.3.2-8)");

    private static byte ZeroOrOne(ref PacketReader reader, byte id)
    {
        var value = reader.ReadByte();
        return value <= 1 ? value : throw PacketReader.ProtocolError($"property 0x{id:X2} is {value}, not 0 or 1");
    }

    private static uint NotZero(uint value, byte id) => value != 0 ? value : throw PacketReader.ProtocolError($"property 0x{id:X2} must not be 0");

    private static string ResponseTopic(ref PacketReader reader)
    {
        var topic = reader.ReadString();
        return MqttTopic.IsName(topic) ? topic : throw PacketReader.ProtocolError("the response topic holds a wildcard (MQTT-3.3.2-14)");
    }

    private static ushort TopicAlias(ref PacketReader reader)
    {
        var alias = reader.ReadUInt16();
        return alias != 0 ? alias : throw NoAlias();
    }
}
