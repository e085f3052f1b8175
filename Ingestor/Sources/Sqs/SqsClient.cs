using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>The three calls of SQS that a feed needs, of one queue.</summary>
internal sealed partial class SqsClient(AwsJsonClient client, string queueUrl) : IDisposable
{
    /// <summary>The most that SQS takes or gives at once.</summary>
    public const int MostAtOnce = 10;

    /// <summary>Waits up to 20 s for the first message: fewer calls, and no empty answers while there is none.</summary>
    public async Task<IReadOnlyList<SqsMessage>> ReceiveAsync(int visibilitySeconds, int waitSeconds, CancellationToken cancellationToken)
    {
        var answer = await client.CallAsync(
            "ReceiveMessage",
            new ReceiveQuestion(queueUrl, MostAtOnce, visibilitySeconds, waitSeconds, ["ApproximateReceiveCount"]),
            SqsJson.Default.ReceiveQuestion, SqsJson.Default.ReceiveAnswer, cancellationToken);
        return answer.Messages ?? [];
    }

    /// <returns>How many were not deleted; they come again.</returns>
    public async Task<int> DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var question = new DeleteQuestion(queueUrl, [.. receipts.Select((receipt, i) => new DeleteEntry(Id(i), receipt))]);
        var answer = await client.CallAsync("DeleteMessageBatch", question, SqsJson.Default.DeleteQuestion, SqsJson.Default.BatchAnswer, cancellationToken);
        return answer.Failed?.Count ?? 0;
    }

    /// <summary>From now on, so long nobody else gets them.</summary>
    /// <returns>How many could not be kept: they were handed out anew meanwhile, or are gone.</returns>
    public async Task<int> KeepAsync(IReadOnlyList<string> receipts, int visibilitySeconds, CancellationToken cancellationToken)
    {
        var question = new KeepQuestion(queueUrl, [.. receipts.Select((receipt, i) => new KeepEntry(Id(i), receipt, visibilitySeconds))]);
        var answer = await client.CallAsync("ChangeMessageVisibilityBatch", question, SqsJson.Default.KeepQuestion, SqsJson.Default.BatchAnswer, cancellationToken);
        return answer.Failed?.Count ?? 0;
    }

    public void Dispose() => client.Dispose();

    private static string Id(int i) => i.ToString(CultureInfo.InvariantCulture);

    private sealed record ReceiveQuestion(string QueueUrl, int MaxNumberOfMessages, int VisibilityTimeout, int WaitTimeSeconds, string[] AttributeNames);

    private sealed record ReceiveAnswer(List<SqsMessage>? Messages);

    private sealed record DeleteEntry(string Id, string ReceiptHandle);

    private sealed record DeleteQuestion(string QueueUrl, List<DeleteEntry> Entries);

    private sealed record KeepEntry(string Id, string ReceiptHandle, int VisibilityTimeout);

    private sealed record KeepQuestion(string QueueUrl, List<KeepEntry> Entries);

    private sealed record BatchAnswer(List<JsonElement>? Failed);

    [JsonSerializable(typeof(ReceiveQuestion))]
    [JsonSerializable(typeof(ReceiveAnswer))]
    [JsonSerializable(typeof(DeleteQuestion))]
    [JsonSerializable(typeof(KeepQuestion))]
    [JsonSerializable(typeof(BatchAnswer))]
    private sealed partial class SqsJson : JsonSerializerContext;
}
