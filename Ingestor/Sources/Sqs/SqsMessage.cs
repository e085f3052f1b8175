using System.Globalization;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>A message as SQS hands it out: the receipt is good for this hand-out only.</summary>
internal sealed record SqsMessage(string MessageId, string ReceiptHandle, string Body, Dictionary<string, string>? Attributes = null)
{
    /// <summary>How often it was handed out, with this time; 1 where the queue does not say.</summary>
    public int Receives => Attributes?.GetValueOrDefault("ApproximateReceiveCount") is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var count) ? count : 1;
}
