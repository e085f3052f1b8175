using System.Text.Json.Nodes;
using FlowOptics.Mqtt;

namespace FlowOptics.Tests;

/// <summary>
/// Lets a client do what a session's policy allows, as IoT Core reads it: an asterisk stands for any text, filters are compared as they stand, and nothing is allowed that is not said.
/// </summary>
internal sealed class SessionPolicy(Func<string> current) : IMqttAuthorizer
{
    public ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken)
    {
        var rights = new Rights(JsonNode.Parse(current())!["Statement"]!.AsArray());
        return ValueTask.FromResult(rights.Allow("iot:Connect", "client", login.ClientId) ? MqttAdmission.With(rights) : MqttAdmission.NotAuthorized);
    }

    private sealed class Rights(JsonArray statements) : IMqttRights
    {
        public bool MaySubscribe(string filter) => Allow("iot:Subscribe", "topicfilter", filter);

        public bool MayPublish(string topic) => Allow("iot:Publish", "topic", topic);

        public bool MayReceive(string topic) => Allow("iot:Receive", "topic", topic);

        // arn:aws:iot:eu-west-1:123456789012:topicfilter/flowoptics/v1/map/*
        public bool Allow(string action, string kind, string name) => statements.Where(statement => (string?)statement!["Action"] == action)
            .SelectMany(statement => statement!["Resource"]!.AsArray())
            .Select(resource => ((string)resource!).Split(':', 6)[5])
            .Any(resource => resource.EndsWith('*') && $"{kind}/{name}".StartsWith(resource[..^1], StringComparison.Ordinal));
    }
}
