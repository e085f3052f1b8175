namespace FlowOptics.Mqtt;

/// <summary>What a connected client may do. Called on the connection's own thread of work; must not block.</summary>
public interface IMqttRights
{
    /// <summary>
    /// Whose the session is: only the same owner may resume it or end it by connecting with its client identifier. Null: anybody may.
    /// </summary>
    string? Owner => null;

    /// <summary>
    /// May its session outlive its connection? Such a session is owed its messages, and holds publishers back when it is full; so it is not for viewers.
    /// </summary>
    bool MayKeepSession => true;

    /// <summary>When the rights end, and the connection with them (0x87), a second later at most; null: they do not.</summary>
    DateTimeOffset? Until => null;

    /// <summary>May it subscribe to all topics that this filter (with <c>$share/…</c>, if it is shared) matches?</summary>
    bool MaySubscribe(string filter);

    bool MayPublish(string topic);

    /// <summary>May it get this topic? Asked beside <see cref="MaySubscribe"/>, for filters that match more than was meant.</summary>
    bool MayReceive(string topic) => true;
}
