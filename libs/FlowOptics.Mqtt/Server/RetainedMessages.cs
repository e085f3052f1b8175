using System.Collections.Concurrent;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server;

/// <summary>The last retained message of each topic (MQTT 5.0, section 3.3.1.3).</summary>
internal sealed class RetainedMessages(ServerCore core)
{
    private readonly ConcurrentDictionary<string, StoredMessage> _messages = new(StringComparer.Ordinal);
    private long _bytes;

    public int Count => _messages.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public IEnumerable<StoredMessage> All => _messages.Values;

    /// <summary>May a client have a message of this size kept for the topic? What takes the place of another counts for the difference.</summary>
    public bool HasRoom(string topic, int bytes)
    {
        var isNew = !_messages.TryGetValue(topic, out var old);
        if (isNew && _messages.Count >= core.Options.MaxRetainedMessages) return false;
        return Bytes + bytes - (old?.Data.Length ?? 0) <= core.Options.MaxRetainedBytes;
    }

    /// <summary>Keeps it in place of the topic's last; an empty payload removes that (MQTT-3.3.1-6, -7).</summary>
    public void Set(StoredMessage message)
    {
        if (message.Payload.Length > 0) Load(message);
        else if (!Remove(message.Topic)) return;
        if (!SystemTopics.IsSystem(message.Topic)) core.Storage?.SaveRetained(message);
    }

    public void Load(StoredMessage message)
    {
        while (true)
        {
            if (_messages.TryGetValue(message.Topic, out var old))
            {
                if (!_messages.TryUpdate(message.Topic, message, old)) continue;
                Interlocked.Add(ref _bytes, message.Data.Length - old.Data.Length);
                return;
            }

            if (!_messages.TryAdd(message.Topic, message)) continue;
            Interlocked.Add(ref _bytes, message.Data.Length);
            return;
        }
    }

    public bool Remove(string topic)
    {
        if (!_messages.TryRemove(topic, out var removed)) return false;
        Interlocked.Add(ref _bytes, -removed.Data.Length);
        return true;
    }

    public IEnumerable<StoredMessage> Matching(string filter)
    {
        var now = core.Now;
        if (!filter.AsSpan().ContainsAny('+', '#'))
        {
            return _messages.TryGetValue(filter, out var exact) && !exact.IsExpired(now) ? [exact] : [];
        }

        return _messages.Values.Where(m => !m.IsExpired(now) && MqttTopic.Matches(filter, m.Topic));
    }

    public void RemoveExpired(long now)
    {
        foreach (var (topic, message) in _messages)
        {
            if (!message.IsExpired(now) || !_messages.TryRemove(new KeyValuePair<string, StoredMessage>(topic, message))) continue;
            Interlocked.Add(ref _bytes, -message.Data.Length);
            core.Storage?.RemoveRetained(topic);
        }
    }
}
