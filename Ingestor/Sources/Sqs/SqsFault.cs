using Amazon.Runtime;
using FlowOptics.Lake.Aws;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>What SQS's refusals mean, and their mends.</summary>
internal static class SqsFault
{
    public static string Reason(Exception e) => e is AmazonServiceException refused ? refused.ErrorCode switch
    {
        "QueueDoesNotExist" or "AWS.SimpleQueueService.NonExistentQueue" => "there is no such queue; correct FlowOptics:Queue, or make it",
        "AccessDenied" or "AccessDeniedException" =>
            "access is denied; allow this role sqs:ReceiveMessage, sqs:DeleteMessage and sqs:ChangeMessageVisibility, in the queue's policy too where the queue is another account's",
        var code when code?.StartsWith("KMS", StringComparison.OrdinalIgnoreCase) == true => $"the queue's key in KMS may not be used ({code}: {e.Message}); allow this role kms:Decrypt",
        _ => AwsFault.Reason(e, "SQS"),
    }
    : AwsFault.Reason(e, "SQS");
}
