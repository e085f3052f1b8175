using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Logs;

/// <summary>
/// What a subscription sends, compressed:
/// <c>{"messageType":"DATA_MESSAGE","owner":"000000000000","logGroup":"…","logStream":"…","subscriptionFilters":["…"],"logEvents":[{"id":"…","timestamp":1418530010000,"message":"2 1234…"}]}</c>
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html</remarks>
internal static class SubscriptionMessage
{
    public static byte[] Data(LogGroupSettings group, LogStreamSettings stream, SubscriptionFilter filter, IEnumerable<LogEvent> events) =>
        Compress("DATA_MESSAGE", EmulatorOptions.Account, group.Name, stream.Name, filter, events);

    /// <summary>What tells whether the destination can be reached.</summary>
    public static byte[] Control(SubscriptionFilter filter, long now) =>
        Compress("CONTROL_MESSAGE", "CloudwatchLogs", "", "", filter,
            [new LogEvent("", now, "CWL CONTROL MESSAGE: Checking health of destination Firehose.", now)]);

    private static byte[] Compress(string type, string owner, string group, string stream, SubscriptionFilter filter, IEnumerable<LogEvent> events)
    {
        var document = new JsonObject
        {
            ["messageType"] = type,
            ["owner"] = owner,
            ["logGroup"] = group,
            ["logStream"] = stream,
            ["subscriptionFilters"] = type == "CONTROL_MESSAGE" ? [] : new JsonArray(filter.Name),
            ["logEvents"] = new JsonArray([.. events.Select(one => new JsonObject { ["id"] = one.Id, ["timestamp"] = one.Timestamp,
                ["message"] = one.Message })]),
        };
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(document.ToJsonString()));
        return compressed.ToArray();
    }
}
