using System.Globalization;
using System.Reflection;
using System.Text;
using FlowOptics.Mqtt.Server.Subscriptions;

namespace FlowOptics.Mqtt.Server;

/// <summary>
/// What the server says of itself on <c>$SYS</c>, under mosquitto's names (mosquitto(8), "Broker status"), so that what watches mosquitto watches this.
/// Retained, brought up to date at intervals, and only while somebody subscribes to some of it.
/// </summary>
internal sealed class SystemTopics(ServerCore core, Func<MqttServerStatistics> statistics)
{
    private const string Root = "$SYS";

    private static readonly string Version =
        typeof(SystemTopics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private readonly long _began = core.Time.GetTimestamp();
    private long _updated;
    private int _version = -1;
    private bool _wanted;

    /// <summary>Is it the server's own? Clients cannot publish there.</summary>
    public static bool IsSystem(string topic) => topic.StartsWith(Root, StringComparison.Ordinal) && (topic.Length == Root.Length || topic[Root.Length] == '/');

    /// <summary>Called about once a second: who subscribes just now does not wait for the interval.</summary>
    public void Refresh()
    {
        var interval = core.Limits.SystemTopicsInterval;
        if (interval <= TimeSpan.Zero) return;
        var version = core.Subscriptions.Version;
        var isDue = _said.Count == 0 || core.Time.GetElapsedTime(_updated) >= interval;
        if (version == _version && !(_wanted && isDue)) return;
        var values = Values(statistics());
        if (version != _version)
        {
            _wanted = values.Exists(value => Route(value.Topic).Direct.Length > 0);
            _version = version;
            if (!_wanted) Forget();
        }

        if (!_wanted || (!isDue && _said.Count > 0)) return;
        _updated = core.Time.GetTimestamp();
        foreach (var (topic, text) in values) Say(topic, text);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Route Route(string topic) => core.Subscriptions.Match(topic);

    private List<(string Topic, string Text)> Values(MqttServerStatistics now) =>
    [
        ($"{Root}/broker/version", $"FlowOptics version {Version}"),
        ($"{Root}/broker/uptime", $"{Text((long)core.Time.GetElapsedTime(_began).TotalSeconds)} seconds"),
        ($"{Root}/broker/clients/connected", Text(now.Connections)),
        ($"{Root}/broker/clients/total", Text(now.Sessions)),
        ($"{Root}/broker/clients/disconnected", Text(Math.Max(0, now.Sessions - now.Connections))),
        ($"{Root}/broker/publish/messages/received", Text(now.MessagesReceived)),
        ($"{Root}/broker/publish/messages/sent", Text(now.MessagesSent)),
        ($"{Root}/broker/publish/messages/dropped", Text(now.MessagesDropped)),
        ($"{Root}/broker/publish/bytes/received", Text(now.BytesReceived)),
        ($"{Root}/broker/publish/bytes/sent", Text(now.BytesSent)),
        ($"{Root}/broker/retained messages/count", Text(now.RetainedMessages)),
        ($"{Root}/broker/subscriptions/count", Text(now.Subscriptions)),
        ($"{Root}/broker/store/messages/bytes", Text(now.StorageBytes)),
    ];

    private void Say(string topic, string text)
    {
        if (_said.TryGetValue(topic, out var before) && before == text) return;
        _said[topic] = text;
        var dirty = new List<Session>();
        core.Router.RouteAnyway(StoredMessage.From(new MqttMessage(topic, Encoding.UTF8.GetBytes(text)) { Retain = true }, core.Time), Route(topic), null, dirty);
        foreach (var session in dirty) session.Wake();
    }

    /// <summary>Nobody looks: what would be kept would only grow old.</summary>
    private void Forget()
    {
        foreach (var topic in _said.Keys) core.Retained.Remove(topic);
        _said.Clear();
    }
}
