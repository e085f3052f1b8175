namespace FlowOptics.Mqtt.Server.Subscriptions;

/// <summary>
/// The members of a shared subscription (MQTT 5.0, section 4.8.2): each message goes to one of them. Members are replaced as a whole under the
/// tree's lock, so choosing needs none.
/// </summary>
internal sealed class SharedGroup
{
    private int _turn;

    public ServerSubscription[] Members { get; private set; } = [];

    public void Set(ServerSubscription subscription) =>
        Members = [.. Members.Where(m => m.Session != subscription.Session), subscription];

    public bool Remove(Session session)
    {
        var before = Members.Length;
        Members = [.. Members.Where(m => m.Session != session)];
        return Members.Length < before;
    }

    /// <summary>
    /// The connected member with the least queued, in turn among equals; where none is connected, the absent member with the least, whose
    /// session keeps the message.
    /// </summary>
    public ServerSubscription? Choose(Session? except = null)
    {
        var members = Members;
        if (members.Length == 0) return null;
        var start = (uint)Interlocked.Increment(ref _turn);
        ServerSubscription? best = null;
        var (bestConnected, bestBytes) = (false, long.MaxValue);
        for (uint i = 0; i < members.Length; i++)
        {
            var member = members[(start + i) % (uint)members.Length];
            if (member.Session == except) continue;
            var (connected, bytes) = (member.Session.IsConnected, member.Session.QueuedBytes);
            if (best is not null && (bestConnected && !connected || bestConnected == connected && bestBytes <= bytes)) continue;
            (best, bestConnected, bestBytes) = (member, connected, bytes);
        }

        return best;
    }
}
