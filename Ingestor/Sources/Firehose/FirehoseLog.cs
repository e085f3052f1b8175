namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>What the Firehose endpoint logs. Access keys never are.</summary>
internal static partial class FirehoseLog
{
    [LoggerMessage(5031, LogLevel.Information, "Firehose request {RequestId}: {Lines} lines archived in {Objects} new objects ({Known} were there)")]
    public static partial void Archived(ILogger logger, string requestId, long lines, int objects, int known);

    [LoggerMessage(5032, LogLevel.Warning, "Firehose request {RequestId} is refused ({Status}): {Reason}")]
    public static partial void Refused(ILogger logger, string requestId, int status, string reason);

    [LoggerMessage(5033, LogLevel.Warning, "Firehose request {RequestId} is not archived, and Firehose sends it again: {Reason}")]
    public static partial void NotArchived(ILogger logger, string requestId, string reason);
}
