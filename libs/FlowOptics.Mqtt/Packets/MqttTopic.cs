using System.Buffers;

namespace FlowOptics.Mqtt.Packets;

/// <summary>The rules for topic names and filters (MQTT 5.0, section 4.7 and 4.8.2).</summary>
internal static class MqttTopic
{
    private const string SharePrefix = "$share/";

    /// <summary>Not the standard's: deeper ones serve nobody, and each level costs a step of the subscription tree.</summary>
    public const int MaxLevels = 128;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("+#\0");

    /// <summary>May this be published to? At least one character, no wildcard (MQTT-3.3.2-2), at most <see cref="MaxLevels"/> levels.</summary>
    public static bool IsName(string topic) =>
        topic.Length > 0 && topic.AsSpan().IndexOfAny(NotInNames) < 0 && topic.AsSpan().Count('/') < MaxLevels;

    /// <summary>May this be subscribed to? '+' and '#' stand alone in their level (MQTT-4.7.1-2), '#' in the last (MQTT-4.7.1-1).</summary>
    public static bool IsFilter(string filter)
    {
        if (!TrySplitShared(filter, out var group, out var rest)) return false;
        if (group.ContainsAny('+', '#') || rest.Length == 0 || rest.Contains('\0') || rest.Count('/') >= MaxLevels) return false;
        foreach (var range in rest.Split('/'))
        {
            var level = rest[range];
            if (level.Length > 1 && level.ContainsAny('+', '#')) return false;
            if (level is "#" && range.End.GetOffset(rest.Length) != rest.Length) return false;
        }

        return true;
    }

    /// <summary>The group of <c>$share/{group}/{filter}</c>, null for another filter, and the filter itself.</summary>
    public static (string? Group, string Filter) SplitShared(string filter) =>
        TrySplitShared(filter, out var group, out var rest) && group.Length > 0 ? (group.ToString(), rest.ToString()) : (null, filter);

    /// <summary>Does a filter (without its group) match a name? A leading wildcard matches no topic that begins with '$' (MQTT-4.7.2-1).</summary>
    public static bool Matches(string filter, string topic)
    {
        if (topic.StartsWith('$') && (filter.StartsWith('+') || filter.StartsWith('#'))) return false;
        ReadOnlySpan<char> f = filter, t = topic;
        while (true)
        {
            var (filterLevel, filterRest, filterMore) = Cut(f);
            if (filterLevel is "#") return true;
            var (topicLevel, topicRest, topicMore) = Cut(t);
            if (filterLevel is not "+" && !filterLevel.SequenceEqual(topicLevel)) return false;
            if (!filterMore && !topicMore) return true;
            if (!topicMore) return filterRest is "#";
            if (!filterMore) return false;
            f = filterRest;
            t = topicRest;
        }
    }

    /// <returns>False for a shared filter that is malformed (MQTT-4.8.2-1, -2).</returns>
    private static bool TrySplitShared(string filter, out ReadOnlySpan<char> group, out ReadOnlySpan<char> rest)
    {
        group = default;
        rest = filter;
        if (!filter.StartsWith(SharePrefix, StringComparison.Ordinal)) return filter != "$share";
        var slash = filter.IndexOf('/', SharePrefix.Length);
        if (slash <= SharePrefix.Length || slash == filter.Length - 1) return false;
        group = filter.AsSpan(SharePrefix.Length..slash);
        rest = filter.AsSpan(slash + 1);
        return true;
    }

    private static Levels Cut(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash < 0 ? new Levels(text, default, false) : new Levels(text[..slash], text[(slash + 1)..], true);
    }

    private readonly ref struct Levels(ReadOnlySpan<char> first, ReadOnlySpan<char> rest, bool more)
    {
        private readonly ReadOnlySpan<char> _first = first;
        private readonly ReadOnlySpan<char> _rest = rest;
        private readonly bool _more = more;

        public void Deconstruct(out ReadOnlySpan<char> level, out ReadOnlySpan<char> remaining, out bool hasMore)
        {
            level = _first;
            remaining = _rest;
            hasMore = _more;
        }
    }
}
