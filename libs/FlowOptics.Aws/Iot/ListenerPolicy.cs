using System.Text.Json.Nodes;

namespace FlowOptics.Aws;

/// <summary>A policy that lets connect, and listen to some topics; nothing is published, kept or read with it.</summary>
/// <remarks>https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html</remarks>
public static class ListenerPolicy
{
    /// <param name="clientIds">What client identifiers begin with.</param>
    /// <param name="topics">What topics begin with, as <c>flowoptics/v1/map/</c>; asked for as it stands and <c>#</c>.</param>
    public static string For(string partition, string region, string account, string clientIds, params IReadOnlyList<string> topics)
    {
        var arn = $"arn:{partition}:iot:{region}:{account}:";
        return new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                Allow("iot:Connect", [$"{arn}client/{clientIds}*"]),
                // A filter is compared as text: of those that begin so, * takes the # too.
                Allow("iot:Subscribe", topics.Select(topic => $"{arn}topicfilter/{topic}*")),
                Allow("iot:Receive", topics.Select(topic => $"{arn}topic/{topic}*"))),
        }.ToJsonString();
    }

    private static JsonObject Allow(string action, IEnumerable<string> resources) =>
        new() { ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]) };
}
