using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Firehose;

/// <summary>Records that are put directly, as flow logs with Firehose as their destination are.</summary>
internal sealed class RecordOperations(DeliveryStreamStore streams)
{
    // https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
    private const int MaxRecords = 500;
    private const int MaxRecordBytes = 1000 * 1024;
    private const int MaxBatchBytes = 4 * 1024 * 1024;

    public JsonObject Put(JsonObject document)
    {
        var data = Data(document.Object("Record") ?? throw Invalid("Record is missing"));
        streams.Get(document.Text("DeliveryStreamName")).Put(data);
        return new() { ["RecordId"] = RecordId(), ["Encrypted"] = false };
    }

    public JsonObject PutMany(JsonObject document)
    {
        var records = document.Objects("Records").Select(Data).ToList();
        if (records.Count is 0 or > MaxRecords) throw Invalid($"Records must have 1 to {MaxRecords} records");
        if (records.Sum(record => record.Length) > MaxBatchBytes) throw Invalid("Records size exceeds 4 MB limit");
        streams.Get(document.Text("DeliveryStreamName")).Put(records);
        return new()
        {
            ["FailedPutCount"] = 0,
            ["Encrypted"] = false,
            ["RequestResponses"] = new JsonArray([.. records.Select(_ => new JsonObject { ["RecordId"] = RecordId() })])
        };
    }

    private static byte[] Data(JsonObject record)
    {
        var text = record.Text("Data") ?? throw Invalid("Data is missing");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) throw new AwsException(400, "SerializationException", "Data is no base64");
        return length <= MaxRecordBytes ? bytes[..length] : throw Invalid("Record size exceeds 1000 KB limit");
    }

    private static AwsException Invalid(string message) => new(400, "InvalidArgumentException", message);

    private static string RecordId() => Convert.ToBase64String(Guid.NewGuid().ToByteArray());
}
