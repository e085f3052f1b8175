using System.Text;

namespace FlowOptics.Mqtt.Transport;

/// <summary>
/// The aliases that one side gives to topics on one connection (MQTT 5.0, section 3.3.2.3.4): the first topics get them, up to the peer's maximum. A run
/// of messages to one topic costs a comparison of references. Not thread-safe.
/// </summary>
internal sealed class TopicAliases
{
    /// <summary>Not the standard's: what we remember for a peer that takes more.</summary>
    private const int Most = 256;

    private readonly Dictionary<string, int> _aliases = new(StringComparer.Ordinal);
    private readonly int _maximum;
    private string? _lastTopic;
    private int _lastAlias;

    private TopicAliases(int maximum) => _maximum = Math.Min(maximum, Most);

    /// <summary>Null where the peer takes none.</summary>
    public static TopicAliases? UpTo(int maximum) => maximum > 0 ? new TopicAliases(maximum) : null;

    /// <param name="isNew">The alias goes out together with the topic; call <see cref="Add"/> when that is written.</param>
    /// <returns>0: none, since all are given away, or the topic is as short as its alias.</returns>
    public int Find(string topic, out bool isNew)
    {
        isNew = false;
        if (ReferenceEquals(topic, _lastTopic)) return _lastAlias;
        if (_aliases.TryGetValue(topic, out var alias))
        {
            (_lastTopic, _lastAlias) = (topic, alias);
            return alias;
        }

        isNew = _aliases.Count < _maximum && Encoding.UTF8.GetByteCount(topic) > 3;
        return isNew ? _aliases.Count + 1 : 0;
    }

    public void Add(string topic)
    {
        (_lastTopic, _lastAlias) = (topic, _aliases.Count + 1);
        _aliases.Add(topic, _lastAlias);
    }
}
