using System.Globalization;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Connections;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server;

/// <summary>All sessions by client identifier: their beginning, take-over, expiry and end, and their subscriptions.</summary>
internal sealed class SessionRegistry(ServerCore core)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private uint _lastNumber;

    public int Count
    {
        get
        {
            lock (_gate) return _sessions.Count;
        }
    }

    public Session[] All
    {
        get
        {
            lock (_gate) return [.. _sessions.Values];
        }
    }

    /// <summary>Gives a new connection its session; an older connection of the same client ends (MQTT-3.1.4-3).</summary>
    /// <exception cref="MqttProtocolException">The session is another owner's, or there are as many as may be.</exception>
    public (Session Session, bool Present) Attach(ServerConnection connection, string clientId, bool cleanStart, uint expirySeconds)
    {
        lock (_gate)
        {
            var rights = connection.Rights;
            var known = _sessions.TryGetValue(clientId, out var session);
            if (known && session!.Owner is { } owner && owner != rights?.Owner)
            {
                throw ClientLimits.Exceeded(RefusalCause.ClientIdentifier, MqttReason.NotAuthorized, $"the session '{clientId}' is another user's");
            }

            if (!known && _sessions.Count >= core.Options.MaxSessions)
            {
                throw ClientLimits.Exceeded(RefusalCause.Sessions, MqttReason.QuotaExceeded, $"there are {core.Options.MaxSessions} sessions, which is the limit");
            }

            if (session?.Connection is { } older)
            {
                older.Close(MqttReason.SessionTakenOver, "another connection of the same client came");
                Detach(session, older);
            }

            // A session that holds what its client may no longer have is not resumed.
            if (session is not null && (cleanStart || !MayResume(session, rights)) && _sessions.ContainsKey(clientId)) End(session);
            var present = _sessions.TryGetValue(clientId, out session);
            if (session is null)
            {
                session = new Session(clientId, ++_lastNumber, core);
                _sessions.Add(clientId, session);
            }

            // The client is back before its will was due (MQTT-3.1.3-9).
            if (session.Will is not null) core.Storage?.RemoveWill(session.Number);
            session.Will = null;
            if (connection.Will is { } will) core.Storage?.SaveWill(session.Number, will);
            var isAwaited = session.ExpiresAt != long.MaxValue;
            session.ExpiresAt = long.MaxValue;
            var isOwned = session.Owner == rights?.Owner;
            session.Owner = rights?.Owner;
            if (session.Rights != rights)
            {
                session.Rights = rights;
                if (present) core.Subscriptions.RightsHaveChanged();
            }

            SetExpiry(session, expirySeconds, isNew: !present);
            if (present && (isAwaited || !isOwned) && session.IsDurable) core.Storage?.SaveSession(session);
            session.Attach(connection);
            return (session, present);
        }
    }

    /// <summary>The connection has ended; its session lives on or ends with it.</summary>
    public void Detach(Session session, ServerConnection connection)
    {
        lock (_gate)
        {
            if (session.Connection != connection) return;
            session.Detach();
            if (connection.TakeWill() is { } will)
            {
                if (will.DelaySeconds == 0 || !session.IsDurable) Publish(session.Number, will);
                else Delay(session, will);
            }

            if (session.IsDurable)
            {
                session.ExpiresAt = ExpiryOf(session);
                if (session.ExpiresAt != long.MaxValue) core.Storage?.SaveSession(session);
            }
            else
            {
                End(session);
            }
        }
    }

    /// <summary>A DISCONNECT may change how long the session lives (3.14.2.2.2).</summary>
    public void ChangeExpiry(Session session, uint expirySeconds)
    {
        lock (_gate) SetExpiry(session, expirySeconds, isNew: false);
    }

    /// <returns>True when the filter is new to the session.</returns>
    public bool Subscribe(ServerSubscription subscription)
    {
        lock (_gate)
        {
            var session = subscription.Session;
            var isNew = session.Subscriptions.TryAdd(subscription.Filter, subscription);
            session.Subscriptions[subscription.Filter] = subscription;
            core.Subscriptions.Add(subscription);
            if (session.IsDurable) core.Storage?.SaveSubscription(subscription);
            return isNew;
        }
    }

    public bool Unsubscribe(Session session, string filter)
    {
        lock (_gate)
        {
            if (!session.Subscriptions.Remove(filter)) return false;
            core.Subscriptions.Remove(session, filter);
            if (session.IsDurable) core.Storage?.RemoveSubscription(session, filter);
            return true;
        }
    }

    /// <summary>Publishes wills and ends sessions whose time has come.</summary>
    public void RemoveExpired(long now)
    {
        lock (_gate)
        {
            foreach (var session in _sessions.Values.ToArray())
            {
                if (session.Will is { } will && will.DueAt <= now)
                {
                    session.Will = null;
                    Publish(session.Number, will);
                }

                if (session.ExpiresAt <= now && !session.IsConnected) End(session);
            }
        }
    }

    /// <summary>Takes a session that the storage kept; it waits for its client.</summary>
    /// <param name="expiresAt">Its end, where its client had gone before the server did; else its time begins now.</param>
    public Session Load(string clientId, uint number, uint expirySeconds, long expiresAt, string? owner)
    {
        lock (_gate)
        {
            var session = new Session(clientId, number, core) { ExpirySeconds = expirySeconds, Owner = owner };
            session.ExpiresAt = Math.Min(expiresAt, ExpiryOf(session));
            _sessions[clientId] = session;
            _lastNumber = Math.Max(_lastNumber, number);
            return session;
        }
    }

    /// <summary>Takes a will that the storage kept: its client's connection has ended with the server.</summary>
    public void LoadWill(uint number, Session? session, PendingWill will)
    {
        lock (_gate)
        {
            _lastNumber = Math.Max(_lastNumber, number);
            if (session is null || will.DelaySeconds == 0) Publish(number, will);
            else if (will.DueAt is null) Delay(session, will);
            else session.Will = will;
        }
    }

    public void LoadLastNumber(uint number)
    {
        lock (_gate) _lastNumber = Math.Max(_lastNumber, number);
    }

    public void Load(ServerSubscription subscription)
    {
        lock (_gate)
        {
            subscription.Session.Subscriptions[subscription.Filter] = subscription;
            core.Subscriptions.Add(subscription);
        }
    }

    public static string NewClientId() => string.Create(CultureInfo.InvariantCulture, $"auto-{Guid.NewGuid():N}");

    private static bool MayResume(Session session, IMqttRights? rights) =>
        rights is null || session.Subscriptions.Keys.All(rights.MaySubscribe);

    private void SetExpiry(Session session, uint expirySeconds, bool isNew)
    {
        var wasDurable = session.IsDurable && !isNew;
        if (session.ExpirySeconds == expirySeconds && !isNew) return;
        session.ExpirySeconds = expirySeconds;
        if (session.IsDurable)
        {
            core.Storage?.SaveSession(session);
            if (!wasDurable)
            {
                foreach (var subscription in session.Subscriptions.Values) core.Storage?.SaveSubscription(subscription);
            }
        }
        else if (wasDurable)
        {
            core.Storage?.RemoveSession(session);
        }
    }

    private long ExpiryOf(Session session) => session.ExpirySeconds == uint.MaxValue ? long.MaxValue : core.Now + (session.ExpirySeconds * 1000L);

    private void End(Session session)
    {
        _sessions.Remove(session.ClientId);
        var groups = session.Subscriptions.Keys.ToDictionary(f => f, core.Subscriptions.FindGroup, StringComparer.Ordinal);
        foreach (var filter in groups.Keys) core.Subscriptions.Remove(session, filter);
        session.Subscriptions.Clear();
        if (session.Will is { } will) Publish(session.Number, will);
        session.Will = null;

        var dirty = new List<Session>();
        foreach (var left in session.End())
        {
            // A QoS 2 message that was begun goes to nobody else (MQTT-4.8.2-5).
            var begun = left.PacketId != 0 && left.Outbound.QualityOfService == MqttQualityOfService.ExactlyOnce;
            if (left.Outbound.Group is { } group && !begun) core.Router.Reassign(left.Outbound.Message, group, session, dirty);
            core.Storage?.Acknowledge(session, left.Outbound.Message, begun ? left.PacketId : (ushort)0);
        }

        if (session.IsDurable) core.Storage?.RemoveSession(session);
        foreach (var woken in dirty) woken.Wake();
    }

    private void Delay(Session session, PendingWill will)
    {
        session.Will = will with { DueAt = core.Now + (will.DelaySeconds * 1000L) };
        core.Storage?.SaveWill(session.Number, session.Will);
    }

    private void Publish(uint number, PendingWill will)
    {
        core.Storage?.RemoveWill(number);

        // A will has no publisher that could be held back, so a full session gets it beyond its bound; there is one for each client at most.
        var dirty = new List<Session>();
        var message = will.ToPublish(core.Now);
        core.Router.RouteAnyway(message, core.Subscriptions.Match(message.Topic), null, dirty);
        foreach (var session in dirty) session.Wake();
    }
}
