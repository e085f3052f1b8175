namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>What the feed of a queue logs.</summary>
internal static partial class SqsLog
{
    [LoggerMessage(5021, LogLevel.Warning, "{Problem}. Trying again")]
    public static partial void Problem(ILogger logger, string problem);

    [LoggerMessage(5022, LogLevel.Warning, "Message {MessageId} (handed out {Receives} times) is left to the queue's dead letters: {Reason}")]
    public static partial void Poison(ILogger logger, string messageId, int receives, string reason);

    [LoggerMessage(5023, LogLevel.Warning, "Message {MessageId} (handed out {Receives} times) is given back to the queue: {Reason}")]
    public static partial void GivenBack(ILogger logger, string messageId, int receives, string reason);

    [LoggerMessage(5024, LogLevel.Information, "{Listed} objects were in the bucket at the first start; from now on the queue tells of what comes")]
    public static partial void Listed(ILogger logger, long listed);
}
