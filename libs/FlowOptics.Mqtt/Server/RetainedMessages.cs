using System.Collections.Concurrent;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>The last retained message of each topic (MQTT 5.0, section 3.3.1.3).</summary>
internal sealed class RetainedMessages(ServerCore core)
{
    private readonly ConcurrentDictionary<string, StoredMessage> _messages = new(StringComparer.Ordinal);

    public int Count => _messages.Count;

    /// <summary>Keeps it in place of the topic's last; an empty payload removes that (MQTT-3.3.1-6, -7).</summary>
    public void Set(StoredMessage message)
    {
        if (message.Payload.Length > 0) _messages[message.Topic] = message;
        else if (!_messages.TryRemove(message.Topic, out _)) return;
        core.Storage?.SaveRetained(message);
    }

    public void Load(StoredMessage message) => _messages[message.Topic] = message;

    public IEnumerable<StoredMessage> Matching(string filter)
    {
        var now = core.Now;
        if (!filter.AsSpan().ContainsAny('+', '#'))
        {
            return _messages.TryGetValue(filter, out var exact) && !exact.IsExpired(now) ? [exact] : [];
        }

        return _messages.Values.Where(m => !m.IsExpired(now) && MqttTopic.Matches(filter, m.Topic));
    }

    public IEnumerable<StoredMessage> All => _messages.Values;

    public void RemoveExpired(long now)
    {
        foreach (var (topic, message) in _messages)
        {
            if (message.IsExpired(now)) _messages.TryRemove(new KeyValuePair<string, StoredMessage>(topic, message));
        }
    }
}
