using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>What a packet may hold beyond what the standard says of it.</summary>
internal static class ClientLimits
{
    /// <exception cref="MqttProtocolException">Too deep or too long.</exception>
    public static void CheckTopic(EffectiveLimits limits, string topic)
    {
        if (!IsTopicAllowed(limits, topic)) throw Exceeded(RefusalCause.Topic, MqttReason.TopicNameInvalid, TopicTooLarge(limits));
    }

    public static bool IsTopicAllowed(EffectiveLimits limits, string topic) =>
        topic.AsSpan().Count('/') <= limits.MaxTopicSlashes && (topic.Length <= limits.MaxTopicSize / 3 || Encoding.UTF8.GetByteCount(topic) <= limits.MaxTopicSize);

    public static string TopicTooLarge(EffectiveLimits limits) =>
        $"a topic has more than {limits.MaxTopicSlashes} slashes or {limits.MaxTopicSize} bytes";

    /// <exception cref="MqttProtocolException">Too many bytes of user properties.</exception>
    public static void CheckUserProperties(MqttServerOptions options, MqttProperties properties)
    {
        if (properties.UserProperties is not { } user) return;
        var bytes = 0;
        foreach (var (name, value) in user) bytes += 4 + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        if (bytes > options.MaxUserPropertySize)
        {
            throw Exceeded(RefusalCause.UserProperties, MqttReason.QuotaExceeded, $"{bytes} bytes of user properties, more than {options.MaxUserPropertySize}");
        }
    }

    public static MqttProtocolException Exceeded(RefusalCause cause, byte reason, string why) => new(reason, why) { Cause = cause };
}
