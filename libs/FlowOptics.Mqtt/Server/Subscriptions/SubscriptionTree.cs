using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Subscriptions;

/// <summary>
/// All subscriptions, as a tree by topic level. Publishers keep the routes of their topics and ask again only when <see cref="Version"/> has
/// moved, so the lock is no part of the hot path.
/// </summary>
internal sealed class SubscriptionTree
{
    private readonly Lock _gate = new();
    private readonly TopicNode _root = new();
    private volatile int _version;
    private int _count;

    public int Version => _version;

    public int Count => _count;

    /// <summary>Routes are to be made anew, since they leave out whom a topic is not for.</summary>
    public void RightsHaveChanged()
    {
        lock (_gate) _version++;
    }

    /// <returns>True when the session had no subscription with this filter before.</returns>
    public bool Add(ServerSubscription subscription)
    {
        var (group, filter) = MqttTopic.SplitShared(subscription.Filter);
        lock (_gate)
        {
            var node = _root;
            foreach (var level in filter.Split('/')) node = node.GetOrAdd(level);
            var isNew = node.Set(subscription, group);
            if (isNew) _count++;
            _version++;
            return isNew;
        }
    }

    public bool Remove(Session session, string subscribed)
    {
        var (group, filter) = MqttTopic.SplitShared(subscribed);
        lock (_gate)
        {
            if (!Remove(_root, filter.Split('/'), session, group)) return false;
            _count--;
            _version++;
            return true;
        }
    }

    public SharedGroup? FindGroup(string subscribed)
    {
        var (group, filter) = MqttTopic.SplitShared(subscribed);
        if (group is null) return null;
        lock (_gate)
        {
            var node = _root;
            foreach (var level in filter.Split('/'))
            {
                if (node.Child(level) is not { } child) return null;
                node = child;
            }

            return node.Group(group);
        }
    }

    public Route Match(string topic)
    {
        var (direct, groups) = (new List<ServerSubscription>(), new List<SharedGroup>());
        lock (_gate)
        {
            Match(_root, topic.Split('/'), 0, direct, groups);
            return new Route(_version, [.. direct.Where(s => s.Session.Rights?.MayReceive(topic) != false).GroupBy(s => s.Session).Select(Merge)], [.. groups]);
        }
    }

    private static void Match(TopicNode node, string[] levels, int depth, List<ServerSubscription> direct, List<SharedGroup> groups)
    {
        // A wildcard in the first level does not match topics that begin with '$' (MQTT-4.7.2-1).
        var wildcards = depth > 0 || !levels[0].StartsWith('$');
        if (wildcards && node.Child("#") is { } rest) rest.CollectInto(direct, groups);
        if (depth == levels.Length)
        {
            node.CollectInto(direct, groups);
            return;
        }

        if (node.Child(levels[depth]) is { } exact) Match(exact, levels, depth + 1, direct, groups);
        if (wildcards && node.Child("+") is { } any) Match(any, levels, depth + 1, direct, groups);
    }

    private static Delivery Merge(IGrouping<Session, ServerSubscription> subscriptions)
    {
        var all = ShareOf(subscriptions)!;
        return new Delivery(subscriptions.Key, all, subscriptions.Any(s => s.NoLocal) ? ShareOf(subscriptions.Where(s => !s.NoLocal)) : all);
    }

    private static Share? ShareOf(IEnumerable<ServerSubscription> subscriptions)
    {
        var matching = subscriptions.ToArray();
        if (matching.Length == 0) return null;
        var identifiers = matching.Where(s => s.Identifier is not null).Select(s => s.Identifier!.Value).ToArray();
        return new Share(
            matching.Max(s => s.QualityOfService), Array.Exists(matching, s => s.RetainAsPublished), identifiers.Length == 0 ? null : identifiers);
    }

    private static bool Remove(TopicNode node, ReadOnlySpan<string> levels, Session session, string? group)
    {
        if (levels.Length == 0) return node.Remove(session, group);
        if (node.Child(levels[0]) is not { } child || !Remove(child, levels[1..], session, group)) return false;
        node.RemoveIfEmpty(levels[0]);
        return true;
    }
}
