using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Connections;

namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>What a SUBSCRIBE may ask for.</summary>
internal static class SubscribeLimits
{
    /// <returns>False: it is to be ignored.</returns>
    public static bool Check(ServerCore core, ServerConnection connection, SubscribePacket packet)
    {
        ClientLimits.CheckUserProperties(core.Options, packet.Properties);
        if (connection.Protocol == MqttProtocol.V5 || packet.Filters.All(f => f.QualityOfService <= core.Limits.MaxQualityOfService)) return true;
        core.Refusals.Add(RefusalCause.QualityOfService, connection.Peer, "a subscription at QoS 2, which this server's profile does not speak");
        return false;
    }

    /// <returns>The reason code for SUBACK; success where the well-formed filter is allowed.</returns>
    public static byte Refusal(ServerCore core, ServerConnection connection, SubscribePacket packet, string filter)
    {
        var session = connection.Session!;
        var (cause, reason, why) = (RefusalCause.Subscriptions, MqttReason.Success, "");
        if (!ClientLimits.IsTopicAllowed(core.Limits, MqttTopic.SplitShared(filter).Filter))
        {
            (cause, reason, why) = (RefusalCause.Topic, MqttReason.TopicFilterInvalid, ClientLimits.TopicTooLarge(core.Limits));
        }
        else if (connection.Rights?.MaySubscribe(filter) == false)
        {
            (cause, reason, why) = (RefusalCause.SubscribeRights, MqttReason.NotAuthorized, $"'{connection.ClientId}' may not subscribe to '{filter}'");
        }
        else if (packet.Filters.Count > core.Limits.MaxFiltersInSubscribe)
        {
            (reason, why) = (MqttReason.QuotaExceeded, $"a SUBSCRIBE has more than {core.Limits.MaxFiltersInSubscribe} filters");
        }
        else if (!session.Subscriptions.ContainsKey(filter))
        {
            if (session.Subscriptions.Count >= core.Limits.MaxSubscriptionsOfSession)
            {
                (reason, why) = (MqttReason.QuotaExceeded, $"'{connection.ClientId}' has {core.Limits.MaxSubscriptionsOfSession} subscriptions, which is the limit");
            }
            else if (core.Subscriptions.Count >= core.Options.MaxSubscriptions)
            {
                (reason, why) = (MqttReason.QuotaExceeded, $"there are {core.Options.MaxSubscriptions} subscriptions, which is the limit");
            }
        }

        if (reason != MqttReason.Success) core.Refusals.Add(cause, connection.Peer, why);
        return reason;
    }
}
