using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Firehose;

/// <summary>Firehose's JSON protocol: streams that deliver to HTTP endpoints.</summary>
internal sealed class FirehoseService : JsonService
{
    /// <summary>Of X-Amz-Target.</summary>
    public const string Target = "Firehose_20150804.";

    public FirehoseService(DeliveryStreamOperations streams,
        RecordOperations records) => Operations = new Dictionary<string, JsonOperation>(StringComparer.Ordinal)
        {
            ["CreateDeliveryStream"] = streams.Create,
            ["DeleteDeliveryStream"] = (_, document) => streams.Delete(document),
            ["DescribeDeliveryStream"] = (_, document) => streams.Describe(document),
            ["ListDeliveryStreams"] = (_, document) => streams.List(document),
            ["PutRecord"] = (_, document) => records.Put(document),
            ["PutRecordBatch"] = (_, document) => records.PutMany(document),
        };

    public override string Name => "firehose";

    protected override IReadOnlyDictionary<string, JsonOperation> Operations { get; }

    // 4 MiB of records in base64, and what is around them.
    protected override int MostBytes => 8 * 1024 * 1024;

    public override AwsException Throttled() => new(400, "ServiceUnavailableException", "Slow down.");
}
