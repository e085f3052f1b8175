using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Logs;

/// <summary>CloudWatch Logs' JSON protocol: as much as pushing flow logs takes.</summary>
internal sealed class LogsService : IAwsService
{
    /// <summary>Of X-Amz-Target.</summary>
    public const string Target = "Logs_20140328.";

    private readonly Dictionary<string, Func<AwsRequest, JsonObject, JsonObject?>> _operations;

    public LogsService(LogGroupOperations groups, LogEventOperations events, SubscriptionOperations subscriptions) => _operations = new(StringComparer.Ordinal)
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

    public string Name => "logs";

    public string OperationOf(AwsRequest request) => JsonRpc.OperationOf(request);

    public async Task AnswerAsync(AwsRequest request, string operation)
    {
        if (!_operations.TryGetValue(operation, out var answer)) throw JsonErrors.Unknown(operation);
        await JsonRpc.WriteAsync(request, JsonErrors.ContentType, answer(request, await JsonRpc.ReadAsync(request)));
    }

    public Task WriteErrorAsync(AwsRequest request, AwsException error) => JsonErrors.WriteAsync(request, error);

    public AwsException Throttled() => new(400, "ThrottlingException", "Rate exceeded");

    public AwsException Refused(AwsException signature) => JsonErrors.Refused(signature);
}
