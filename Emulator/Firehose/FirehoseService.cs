using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Firehose;

/// <summary>Firehose's JSON protocol: streams that deliver to HTTP endpoints.</summary>
internal sealed class FirehoseService : IAwsService
{
    /// <summary>Of X-Amz-Target.</summary>
    public const string Target = "Firehose_20150804.";

    // 4 MiB of records in base64, and what is around them.
    private const int MaxBody = 8 * 1024 * 1024;

    private readonly Dictionary<string, Func<AwsRequest, JsonObject, JsonObject>> _operations;

    public FirehoseService(DeliveryStreamOperations streams, RecordOperations records) => _operations = new(StringComparer.Ordinal)
    {
        ["CreateDeliveryStream"] = streams.Create,
        ["DeleteDeliveryStream"] = (_, document) => streams.Delete(document),
        ["DescribeDeliveryStream"] = (_, document) => streams.Describe(document),
        ["ListDeliveryStreams"] = (_, document) => streams.List(document),
        ["PutRecord"] = (_, document) => records.Put(document),
        ["PutRecordBatch"] = (_, document) => records.PutMany(document),
    };

    public string Name => "firehose";

    public string OperationOf(AwsRequest request) => JsonRpc.OperationOf(request);

    public async Task AnswerAsync(AwsRequest request, string operation)
    {
        if (!_operations.TryGetValue(operation, out var answer)) throw JsonErrors.Unknown(operation);
        await JsonRpc.WriteAsync(request, JsonErrors.ContentType, answer(request, await JsonRpc.ReadAsync(request, MaxBody)));
    }

    public Task WriteErrorAsync(AwsRequest request, AwsException error) => JsonErrors.WriteAsync(request, error);

    public AwsException Throttled() => new(400, "ServiceUnavailableException", "Slow down.");

    public AwsException Refused(AwsException signature) => JsonErrors.Refused(signature);
}
