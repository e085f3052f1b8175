using System.Text.Json.Nodes;
using FlowOptics.Deploy.Aws;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Deploy.Doctor;

/// <summary>What Ingestor could not deal with, and how far it is behind.</summary>
internal sealed class QueueChecks(AwsAccount account)
{
    private const int Behind = 1000;

    public async Task<Finding> LookAsync(string? queueUrl, CancellationToken cancellationToken)
    {
        if (queueUrl is null) return new("there is no queue yet", "run up");
        var waiting = await CountAsync(queueUrl, cancellationToken);
        // The data stack names both.
        var dead = await CountAsync(queueUrl[..^"events".Length] + "dead-letters", cancellationToken);
        if (dead > 0) return new($"{dead} messages could not be dealt with", "Ingestor's log names object and reason; when that is mended, send them again: SQS console, dead letters, 'Start DLQ redrive'");
        return waiting > Behind ? new($"{waiting} objects wait", "Ingestor is behind or down: status shows its tasks; IngestorMost bounds how many there may be") : new($"{waiting} objects wait, none is given up");
    }

    private async Task<int> CountAsync(string queueUrl, CancellationToken cancellationToken)
    {
        var answer = await account.JsonAsync(
            AwsJsonService.Sqs, "GetQueueAttributes", new JsonObject { ["QueueUrl"] = queueUrl, ["AttributeNames"] = new JsonArray("ApproximateNumberOfMessages") }, cancellationToken);
        return int.TryParse((string?)answer["Attributes"]?["ApproximateNumberOfMessages"], out var count) ? count : 0;
    }
}
