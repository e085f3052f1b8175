namespace FlowOptics.Mqtt.Server.Subscriptions;

/// <summary>A level of the subscription tree; '+' and '#' are levels like others here. Guarded by the tree's lock.</summary>
internal sealed class TopicNode
{
    private Dictionary<string, TopicNode>? _children;
    private Dictionary<Session, ServerSubscription>? _subscriptions;
    private Dictionary<string, SharedGroup>? _groups;

    public TopicNode? Child(string level) => _children?.GetValueOrDefault(level);

    public SharedGroup? Group(string name) => _groups?.GetValueOrDefault(name);

    public TopicNode GetOrAdd(string level)
    {
        _children ??= new Dictionary<string, TopicNode>(StringComparer.Ordinal);
        if (!_children.TryGetValue(level, out var child)) _children[level] = child = new TopicNode();
        return child;
    }

    public bool Set(ServerSubscription subscription, string? group)
    {
        if (group is null)
        {
            _subscriptions ??= [];
            var isNew = !_subscriptions.ContainsKey(subscription.Session);
            _subscriptions[subscription.Session] = subscription;
            return isNew;
        }

        _groups ??= new Dictionary<string, SharedGroup>(StringComparer.Ordinal);
        if (!_groups.TryGetValue(group, out var shared)) _groups[group] = shared = new SharedGroup();
        var isMember = shared.Members.Any(m => m.Session == subscription.Session);
        shared.Set(subscription);
        return !isMember;
    }

    public bool Remove(Session session, string? group)
    {
        if (group is null) return _subscriptions?.Remove(session) ?? false;
        if (_groups is null || !_groups.TryGetValue(group, out var shared) || !shared.Remove(session)) return false;
        if (shared.Members.Length == 0) _groups.Remove(group);
        return true;
    }

    public void RemoveIfEmpty(string level)
    {
        if (_children is not null && _children[level].IsEmpty) _children.Remove(level);
    }

    public void CollectInto(List<ServerSubscription> direct, List<SharedGroup> groups)
    {
        if (_subscriptions is not null) direct.AddRange(_subscriptions.Values);
        if (_groups is not null) groups.AddRange(_groups.Values);
    }

    private bool IsEmpty => _children is not { Count: > 0 } && _subscriptions is not { Count: > 0 } && _groups is not { Count: > 0 };
}
