using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Logs;

/// <summary>CloudWatch Logs' JSON protocol: as much as pushing flow logs takes.</summary>
internal sealed class LogsService : JsonService
{
    /// <summary>Of X-Amz-Target.</summary>
    public const string Target = "Logs_20140328.";

    public LogsService(LogGroupOperations groups, LogEventOperations events,
        SubscriptionOperations subscriptions) => Operations = new Dictionary<string, JsonOperation>(StringComparer.Ordinal)
        {
            ["CreateLogGroup"] = groups.Create,
            ["DeleteLogGroup"] = (_, document) => groups.Delete(document),
            ["DescribeLogGroups"] = (_, document) => groups.Describe(document),
            ["CreateLogStream"] = (_, document) => groups.CreateStream(document),
            ["DescribeLogStreams"] = (_, document) => groups.DescribeStreams(document),
            ["PutLogEvents"] = (_, document) => events.Put(document),
            ["GetLogEvents"] = (_, document) => events.Get(document),
            ["PutSubscriptionFilter"] = (_, document) => subscriptions.Put(document),
            ["DescribeSubscriptionFilters"] = (_, document) => subscriptions.Describe(document),
            ["DeleteSubscriptionFilter"] = (_, document) => subscriptions.Delete(document),
        };

    public override string Name => "logs";

    protected override IReadOnlyDictionary<string, JsonOperation> Operations { get; }

    public override AwsException Throttled() => new(400, "ThrottlingException", "Rate exceeded");
}
