using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt;

/// <summary>Questions about topic filters (MQTT 5.0, section 4.7), for rules.</summary>
public static class MqttTopicFilter
{
    /// <summary>Is it well-formed, shared (<c>$share/{group}/{filter}</c>) or not?</summary>
    public static bool IsValid(string filter) => MqttTopic.IsFilter(filter);

    public static bool Matches(string filter, string topic) => MqttTopic.Matches(filter, topic);

    /// <summary>
    /// Is every topic that <paramref name="asked"/> matches also matched by <paramref name="allowed"/>? A shared filter is covered by a shared one of
    /// the same group alone: who joins a group takes messages away from its members.
    /// </summary>
    public static bool Covers(string allowed, string asked)
    {
        var (allowedGroup, allowedFilter) = MqttTopic.SplitShared(allowed);
        var (askedGroup, askedFilter) = MqttTopic.SplitShared(asked);
        if (allowedGroup != askedGroup) return false;

        // A leading wildcard matches nothing that begins with '$' (MQTT-4.7.2-1).
        if (askedFilter.StartsWith('$') && allowedFilter is ['+' or '#', ..]) return false;
        var (wide, narrow) = (allowedFilter.Split('/'), askedFilter.Split('/'));
        for (var i = 0; i < wide.Length; i++)
        {
            // '#' stands for its parent, too: "a/#" matches "a".
            if (wide[i] == "#") return true;
            if (i >= narrow.Length || narrow[i] == "#" || (wide[i] != "+" && wide[i] != narrow[i])) return false;
        }

        return wide.Length == narrow.Length;
    }
}
