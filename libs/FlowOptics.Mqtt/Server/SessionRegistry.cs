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
            session.Will = null;
            session.ExpiresAt = long.MaxValue;
            var isOwned = session.Owner == rights?.Owner;
            session.Owner = rights?.Owner;
            if (session.Rights != rights)
            {
                session.Rights = rights;
                if (present) core.Subscriptions.RightsHaveChanged();
            }

            if (present && !isOwned && session.IsDurable) core.Storage?.SaveSession(session);
            SetExpiry(session, expirySeconds, isNew: !present);
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
                if (will.At <= core.Now || !session.IsDurable) Publish(will.Message);
                else session.Will = will;
            }

            if (session.IsDurable) session.ExpiresAt = ExpiryOf(session);
            else End(session);
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
                if (session.Will is { } will && will.At <= now)
                {
                    session.Will = null;
                    Publish(will.Message);
                }

                if (session.ExpiresAt <= now && !session.IsConnected) End(session);
            }
        }
    }

    /// <summary>Takes a session that the storage kept; it waits for its client.</summary>
    public Session Load(string clientId, uint number, uint expirySeconds, string? owner)
    {
        lock (_gate)
        {
            var session = new Session(clientId, number, core) { ExpirySeconds = expirySeconds, Owner = owner };
            session.ExpiresAt = ExpiryOf(session);
            _sessions[clientId] = session;
            _lastNumber = Math.Max(_lastNumber, number);
            return session;
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
        if (session.Will is { } will) Publish(will.Message);
        session.Will = null;

        var dirty = new List<Session>();
        foreach (var left in session.End())
        {
            if (left.Group is not null) core.Router.Reassign(left.Message, left.Group, session, dirty);
            core.Storage?.Acknowledge(session, left.Message);
        }

        if (session.IsDurable) core.Storage?.RemoveSession(session);
        foreach (var woken in dirty) woken.Wake();
    }

    private void Publish(StoredMessage will)
    {
        // A will has no publisher that could be held back, so a full session gets it beyond its bound; there is one for each client at most.
        var dirty = new List<Session>();
        var route = core.Subscriptions.Match(will.Topic);
        core.Router.RouteAnyway(will, route, null, dirty);
        foreach (var session in dirty) session.Wake();
    }
}
