using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>Answers SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0, sections 3.8.4 and 3.10.4).</summary>
internal static class SubscribeHandler
{
    public static void Subscribe(ServerCore core, ServerConnection connection, SubscribePacket packet)
    {
        if (!SubscribeLimits.Check(core, connection, packet)) return;
        var session = connection.Session!;
        var codes = new byte[packet.Filters.Count];
        var granted = new List<(ServerSubscription Subscription, bool IsNew, byte RetainHandling)>();
        for (var i = 0; i < codes.Length; i++)
        {
            var filter = packet.Filters[i];
            codes[i] = Code(core, connection, packet, filter);
            if (codes[i] >= 0x80) continue;
            var subscription = new ServerSubscription(
                session, filter.Filter, (MqttQualityOfService)codes[i], filter.NoLocal, filter.RetainAsPublished, packet.Properties.SubscriptionIdentifiers?[0]);
            granted.Add((subscription, core.Sessions.Subscribe(subscription), filter.RetainHandling));
        }

        core.Storage?.Commit();
        var protocol = connection.Protocol;
        connection.Tell(
            WhyRefused(packet, codes),
            properties => new SubackPacket(MqttPacketType.Suback, packet.PacketId, codes, properties),
            (suback, output) => suback.Encode(output, protocol));
        foreach (var (subscription, isNew, handling) in granted) SendRetained(core, subscription, isNew, handling);
        connection.Wake();
    }

    public static void Unsubscribe(ServerCore core, ServerConnection connection, UnsubscribePacket packet)
    {
        var codes = new byte[packet.Filters.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = core.Sessions.Unsubscribe(connection.Session!, packet.Filters[i]) ? MqttReason.Success : MqttReason.NoSubscriptionExisted;
        }

        core.Storage?.Commit();
        var unsuback = new SubackPacket(MqttPacketType.Unsuback, packet.PacketId, codes, MqttProperties.None);
        connection.Output.Write((unsuback, connection.Protocol), static (s, output) => s.unsuback.Encode(output, s.Protocol));
        connection.Wake();
    }

    private static string? WhyRefused(SubscribePacket packet, byte[] codes)
    {
        var first = Array.FindIndex(codes, code => code >= MqttReason.UnspecifiedError);
        if (first < 0) return null;
        var why = codes[first] switch
        {
            MqttReason.TopicFilterInvalid => "is no filter, or a longer or deeper one than is allowed",
            MqttReason.NotAuthorized => "is not allowed",
            _ => "is one subscription too many",
        };
        return $"'{packet.Filters[first].Filter}' {why}";
    }

    private static byte Code(ServerCore core, ServerConnection connection, SubscribePacket packet, in SubscribeFilter filter)
    {
        var reason = MqttTopic.IsFilter(filter.Filter) ? SubscribeLimits.Refusal(core, connection, packet, filter.Filter) : MqttReason.TopicFilterInvalid;

        // 3.1.1 knows one code for "no" (its 3.9.3).
        if (reason != MqttReason.Success) return connection.Protocol == MqttProtocol.V5 ? reason : MqttReason.UnspecifiedError;
        return Math.Min((byte)filter.QualityOfService, (byte)core.Limits.MaxQualityOfService);
    }

    private static void SendRetained(ServerCore core, ServerSubscription subscription, bool isNew, byte handling)
    {
        var (group, filter) = MqttTopic.SplitShared(subscription.Filter);
        if (group is not null || handling == 2 || (handling == 1 && !isNew)) return;
        var dirty = new List<Session>();
        foreach (var message in core.Retained.Matching(filter))
        {
            var qualityOfService = message.QualityOfService < subscription.QualityOfService ? message.QualityOfService : subscription.QualityOfService;
            uint[]? identifiers = subscription.Identifier is { } identifier ? [identifier] : null;
            core.Router.Deliver(subscription.Session, new Outbound(message, qualityOfService, true, identifiers, null), dirty);
        }
    }
}
