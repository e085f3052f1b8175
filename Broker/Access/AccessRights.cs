using System.IO.Enumeration;
using FlowOptics.Mqtt;

namespace FlowOptics.Broker.Access;

/// <summary>What a user may do: whatever one of its rules allows, and nothing else.</summary>
/// <param name="Owner">The user's name; null for those without one.</param>
/// <param name="Clients">Its client identifiers, which are then no other user's; '*' stands for any characters. None: any that is nobody's.</param>
internal sealed record AccessRights(
    string? Owner, IReadOnlyList<string> Clients, IReadOnlyList<string> Subscribe, IReadOnlyList<string> Publish, bool MayKeepSession) : IMqttRights
{
    public bool MaySubscribe(string filter) => Subscribe.Any(allowed => MqttTopicFilter.Covers(allowed, filter));

    public bool MayPublish(string topic) => Publish.Any(allowed => MqttTopicFilter.Matches(allowed, topic));

    /// <remarks>A shared subscription's filter stands behind its group.</remarks>
    public bool MayReceive(string topic) => Subscribe.Any(allowed => MqttTopicFilter.Matches(WithoutGroup(allowed), topic));

    public bool Uses(string clientId) => Clients.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, clientId, ignoreCase: false));

    private static string WithoutGroup(string filter) => filter.StartsWith("$share/", StringComparison.Ordinal) ? filter.Split('/', 3)[2] : filter;
}
