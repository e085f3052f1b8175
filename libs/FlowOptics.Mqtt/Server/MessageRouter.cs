using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server;

/// <summary>Puts a message into the queues of those who subscribe.</summary>
internal sealed class MessageRouter(ServerCore core)
{
    /// <summary>
    /// Routes it, or says which sessions are full: then nothing has happened, and the publisher has to wait until one of them has room (a durable
    /// session is never made to lose QoS 1).
    /// </summary>
    /// <param name="dirty">Gets the sessions that are to be woken when the batch is done.</param>
    /// <returns>How many sessions subscribe.</returns>
    public int TryRoute(StoredMessage message, Route route, Session? origin, List<Session> dirty, out Session[]? full)
    {
        full = message.QualityOfService > MqttQualityOfService.AtMostOnce ? FullIn(route, message) : null;
        return full is null ? RouteAnyway(message, route, origin, dirty) : 0;
    }

    /// <summary>Routes it, also to sessions that are full.</summary>
    public int RouteAnyway(StoredMessage message, Route route, Session? origin, List<Session> dirty)
    {
        if (message.Retain) core.Retained.Set(message);

        if (message.Origin is not null) return RouteAtOnce(message, route, origin, dirty);
        var recipients = 0;
        foreach (var delivery in route.Direct)
        {
            if (!TryDirect(message, delivery, origin, out var outbound)) continue;
            recipients++;
            Deliver(delivery.Session, outbound, dirty);
        }

        foreach (var group in route.Groups)
        {
            if (group.Choose() is not { } member) continue;
            recipients++;
            Deliver(member.Session, Shared(message, member, group), dirty);
        }

        return recipients;
    }

    /// <summary>For a message whose publisher's packet identifier is to become durable with it: all receivers stand in one record.</summary>
    private int RouteAtOnce(StoredMessage message, Route route, Session? origin, List<Session> dirty)
    {
        var deliveries = new List<(Session Session, Outbound Outbound)>();
        foreach (var delivery in route.Direct)
        {
            if (TryDirect(message, delivery, origin, out var outbound)) deliveries.Add((delivery.Session, outbound));
        }

        foreach (var group in route.Groups)
        {
            if (group.Choose() is { } member) deliveries.Add((member.Session, Shared(message, member, group)));
        }

        core.Storage?.Append(message, [.. deliveries.Where(d => IsKept(d.Session, d.Outbound)).Select(d => DurableStorage.ReceiverOf(d.Session, d.Outbound))]);
        foreach (var (session, outbound) in deliveries) Enqueue(session, outbound, dirty);
        return deliveries.Count;
    }

    /// <summary>A shared subscription's message whose session has ended goes to another member, if there is one.</summary>
    public void Reassign(StoredMessage message, SharedGroup group, Session from, List<Session> dirty)
    {
        if (group.Choose(except: from) is { } member) Deliver(member.Session, Shared(message, member, group), dirty);
    }

    public void Deliver(Session session, in Outbound outbound, List<Session> dirty)
    {
        if (IsKept(session, outbound)) core.Storage?.Append(session, outbound);
        Enqueue(session, outbound, dirty);
    }

    private static bool IsKept(Session session, in Outbound outbound) => outbound.QualityOfService > MqttQualityOfService.AtMostOnce && session.IsDurable;

    /// <returns>False where the only subscriptions that match are the publisher's own, which want nothing of its (no local).</returns>
    private static bool TryDirect(StoredMessage message, in Delivery delivery, Session? origin, out Outbound outbound)
    {
        var share = delivery.Session == origin ? delivery.OfOwn : delivery.Share;
        outbound = share is null
            ? default
            : new Outbound(message, Lower(share.QualityOfService, message), message.Retain && share.RetainAsPublished, share.SubscriptionIdentifiers, null);
        return share is not null;
    }

    private void Enqueue(Session session, in Outbound outbound, List<Session> dirty)
    {
        switch (session.Enqueue(outbound))
        {
            case EnqueueResult.Queued:
                if (session.MarkDirty()) dirty.Add(session);
                break;
            case EnqueueResult.Dropped:
                if (session.IsConnected) core.Counters.AddDropped();
                break;
            case EnqueueResult.Overflow:
                session.Connection?.End(RefusalCause.SessionBytes, MqttReason.QuotaExceeded, "it does not keep up with its messages at QoS 1 and 2");
                core.Counters.AddDropped();
                break;
            case EnqueueResult.Gone:
                if (outbound.QualityOfService > MqttQualityOfService.AtMostOnce) core.Storage?.Acknowledge(session, outbound.Message);
                break;
        }
    }

    private static Outbound Shared(StoredMessage message, ServerSubscription member, SharedGroup group) => new(
        message,
        Lower(member.QualityOfService, message),
        message.Retain && member.RetainAsPublished,
        member.Identifier is { } identifier ? [identifier] : null,
        group);

    private static Session[]? FullIn(Route route, StoredMessage message)
    {
        foreach (var delivery in route.Direct)
        {
            if (Lower(delivery.Share.QualityOfService, message) > MqttQualityOfService.AtMostOnce && delivery.Session.IsFull) return [delivery.Session];
        }

        foreach (var group in route.Groups)
        {
            // Only where all members are full; the first of them that has room gets it.
            var members = group.Members;
            if (members.Length > 0 && Array.TrueForAll(members, static m => m.Session.IsFull)) return [.. members.Select(m => m.Session)];
        }

        return null;
    }

    private static MqttQualityOfService Lower(MqttQualityOfService granted, StoredMessage message) =>
        granted < message.QualityOfService ? granted : message.QualityOfService;
}
