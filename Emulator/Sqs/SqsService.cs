using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Sqs;

/// <summary>SQS's JSON protocol.</summary>
internal sealed class SqsService : IAwsService
{
    private const string ContentType = "application/x-amz-json-1.0";

    // What the older query protocol calls them: SDKs that know both compare with these.
    private static readonly Dictionary<string, string> QueryCodes = new(StringComparer.Ordinal)
    {
        ["QueueDoesNotExist"] = "AWS.SimpleQueueService.NonExistentQueue",
        ["QueueNameExists"] = "QueueAlreadyExists",
        ["UnsupportedOperation"] = "AWS.SimpleQueueService.UnsupportedOperation",
        ["MessageNotInflight"] = "AWS.SimpleQueueService.MessageNotInflight",
        ["EmptyBatchRequest"] = "AWS.SimpleQueueService.EmptyBatchRequest",
        ["TooManyEntriesInBatchRequest"] = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        ["BatchEntryIdsNotDistinct"] = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        ["InvalidBatchEntryId"] = "AWS.SimpleQueueService.InvalidBatchEntryId",
        ["BatchRequestTooLong"] = "AWS.SimpleQueueService.BatchRequestTooLong",
    };

    private readonly Dictionary<string, Func<AwsRequest, JsonObject, Task<JsonObject?>>> _operations;

    public SqsService(QueueOperations queues, MessageOperations messages) => _operations = new(StringComparer.Ordinal)
    {
        ["CreateQueue"] = queues.CreateAsync,
        ["GetQueueUrl"] = queues.GetUrlAsync,
        ["ListQueues"] = queues.ListAsync,
        ["ListDeadLetterSourceQueues"] = queues.ListSourcesAsync,
        ["DeleteQueue"] = (_, document) => queues.DeleteAsync(document),
        ["PurgeQueue"] = (_, document) => queues.PurgeAsync(document),
        ["GetQueueAttributes"] = (_, document) => queues.GetAttributesAsync(document),
        ["SetQueueAttributes"] = (_, document) => queues.SetAttributesAsync(document),
        ["SendMessage"] = messages.SendAsync,
        ["SendMessageBatch"] = messages.SendManyAsync,
        ["ReceiveMessage"] = messages.ReceiveAsync,
        ["DeleteMessage"] = (_, document) => messages.DeleteAsync(document),
        ["DeleteMessageBatch"] = (_, document) => messages.DeleteManyAsync(document),
        ["ChangeMessageVisibility"] = (_, document) => messages.ChangeVisibilityAsync(document),
        ["ChangeMessageVisibilityBatch"] = (_, document) => messages.ChangeManyAsync(document),
    };

    public string Name => "sqs";

    public string OperationOf(AwsRequest request) =>
        request.Header("X-Amz-Target")!.StartsWith("AmazonSQS.", StringComparison.Ordinal) ? JsonRpc.OperationOf(request) : "";

    public async Task AnswerAsync(AwsRequest request, string operation)
    {
        if (!_operations.TryGetValue(operation, out var answer))
        {
            throw new AwsException(400, "UnknownOperationException", $"The operation {request.Header("X-Amz-Target")} is not one of the emulator's.");
        }

        await JsonRpc.WriteAsync(request, ContentType, await answer(request, await JsonRpc.ReadAsync(request)));
    }

    public Task WriteErrorAsync(AwsRequest request, AwsException error)
    {
        request.Http.Response.Headers["x-amzn-query-error"] = $"{QueryCodes.GetValueOrDefault(error.Code, error.Code)};{(error.Status >= 500 ? "Receiver" : "Sender")}";
        var space = error.Code is "UnknownOperationException" or "SerializationException" or "InvalidClientTokenId" or "SignatureDoesNotMatch"
            ? "com.amazon.coral.service"
            : "com.amazonaws.sqs";
        return JsonRpc.WriteAsync(request, ContentType, new JsonObject { ["__type"] = $"{space}#{error.Code}", ["message"] = error.Message },
            error.Status);
    }

    public AwsException Throttled() => new(400, "RequestThrottled", "Rate exceeded");

    public AwsException Refused(AwsException signature) => signature.Code switch
    {
        "InvalidAccessKeyId" => new AwsException(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
        "RequestTimeTooSkewed" => new AwsException(403, "SignatureDoesNotMatch", $"Signature expired: {signature.Message}"),
        "AccessDenied" => new AwsException(403, "MissingAuthenticationToken", "Request is missing Authentication Token"),
        _ => new AwsException(403, "SignatureDoesNotMatch", signature.Message),
    };
}
