using Id = FlowOptics.Mqtt.Packets.MqttPropertyId;

namespace FlowOptics.Mqtt.Packets;

/// <summary>Writes the properties that are present, and their length before them.</summary>
internal static class MqttPropertiesWriter
{
    public static void Write(OutputBuffer output, MqttProperties p)
    {
        var start = output.Length;
        if (!ReferenceEquals(p, MqttProperties.None)) WriteAll(output, p);
        output.EndLength(start);
    }

    private static void WriteAll(OutputBuffer output, MqttProperties p)
    {
        Byte(output, Id.PayloadFormatIndicator, p.PayloadFormatIndicator);
        UInt32(output, Id.MessageExpiryInterval, p.MessageExpiryInterval);
        String(output, Id.ContentType, p.ContentType);
        String(output, Id.ResponseTopic, p.ResponseTopic);
        Binary(output, Id.CorrelationData, p.CorrelationData);
        foreach (var identifier in p.SubscriptionIdentifiers ?? [])
        {
            output.WriteByte(Id.SubscriptionIdentifier);
            output.WriteVariableByteInteger(identifier);
        }

        UInt32(output, Id.SessionExpiryInterval, p.SessionExpiryInterval);
        String(output, Id.AssignedClientIdentifier, p.AssignedClientIdentifier);
        UInt16(output, Id.ServerKeepAlive, p.ServerKeepAlive);
        String(output, Id.AuthenticationMethod, p.AuthenticationMethod);
        Binary(output, Id.AuthenticationData, p.AuthenticationData);
        Byte(output, Id.RequestProblemInformation, p.RequestProblemInformation);
        UInt32(output, Id.WillDelayInterval, p.WillDelayInterval);
        Byte(output, Id.RequestResponseInformation, p.RequestResponseInformation);
        String(output, Id.ResponseInformation, p.ResponseInformation);
        String(output, Id.ServerReference, p.ServerReference);
        String(output, Id.ReasonString, p.ReasonString);
        UInt16(output, Id.ReceiveMaximum, p.ReceiveMaximum);
        UInt16(output, Id.TopicAliasMaximum, p.TopicAliasMaximum);
        UInt16(output, Id.TopicAlias, p.TopicAlias);
        Byte(output, Id.MaximumQos, p.MaximumQos);
        Byte(output, Id.RetainAvailable, p.RetainAvailable);
        UInt32(output, Id.MaximumPacketSize, p.MaximumPacketSize);
        Byte(output, Id.WildcardSubscriptionAvailable, p.WildcardSubscriptionAvailable);
        Byte(output, Id.SubscriptionIdentifiersAvailable, p.SubscriptionIdentifiersAvailable);
        Byte(output, Id.SharedSubscriptionAvailable, p.SharedSubscriptionAvailable);
        foreach (var (name, value) in p.UserProperties ?? [])
        {
            output.WriteByte(Id.UserProperty);
            output.WriteString(name);
            output.WriteString(value);
        }
    }

    private static void Byte(OutputBuffer output, byte id, byte? value)
    {
        if (value is null) return;
        output.WriteByte(id);
        output.WriteByte(value.Value);
    }

    private static void UInt16(OutputBuffer output, byte id, ushort? value)
    {
        if (value is null) return;
        output.WriteByte(id);
        output.WriteUInt16(value.Value);
    }

    private static void UInt32(OutputBuffer output, byte id, uint? value)
    {
        if (value is null) return;
        output.WriteByte(id);
        output.WriteUInt32(value.Value);
    }

    private static void String(OutputBuffer output, byte id, string? value)
    {
        if (value is null) return;
        output.WriteByte(id);
        output.WriteString(value);
    }

    private static void Binary(OutputBuffer output, byte id, byte[]? value)
    {
        if (value is null) return;
        output.WriteByte(id);
        output.WriteBinary(value);
    }
}
