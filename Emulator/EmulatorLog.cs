namespace FlowOptics.Emulator;

internal static partial class EmulatorLog
{
    [LoggerMessage(10001, LogLevel.Information,
        "S3, SQS and Athena are ready; they keep their data in {Folder} and take the signatures of {Keys} access keys")]
    public static partial void Listening(ILogger logger, string folder, int keys);

    [LoggerMessage(10002, LogLevel.Error, "{Service} {Operation} failed; the client gets an internal error")]
    public static partial void Failed(ILogger logger, Exception failure, string service, string operation);

    [LoggerMessage(10003, LogLevel.Warning, "{Count} files of writes that a kill cut off were removed from the bucket {Bucket}")]
    public static partial void LeftOver(ILogger logger, int count, string bucket);

    [LoggerMessage(10004, LogLevel.Warning,
        "Queue {Queue}: the journal's last {Bytes} bytes were cut off by a kill and are dropped; they were never acknowledged")]
    public static partial void TornJournal(ILogger logger, string queue, long bytes);

    [LoggerMessage(10005, LogLevel.Information, "{Count} events of objects that were written before a kill are sent now")]
    public static partial void EventsLeft(ILogger logger, int count);

    [LoggerMessage(10006, LogLevel.Warning, "The event of {Bucket}/{Key} has no queue any more: {Queue}")]
    public static partial void NoQueue(ILogger logger, string bucket, string key, string queue);

    [LoggerMessage(10007, LogLevel.Warning, "Athena query {Query} failed: {Reason}")]
    public static partial void QueryFailed(ILogger logger, string query, string reason);

    [LoggerMessage(10008, LogLevel.Information, "Injecting faults: {Faults}")]
    public static partial void Faults(ILogger logger, string faults);

    [LoggerMessage(10009, LogLevel.Warning, "Firehose {Stream}: request {Request} was not taken at attempt {Attempt}: {Problem}")]
    public static partial void NotTaken(ILogger logger, string stream, string request, int attempt, string problem);

    [LoggerMessage(10010, LogLevel.Warning, "Firehose {Stream}: request {Request} goes to the backup bucket {Bucket} as {Key}")]
    public static partial void BackedUp(ILogger logger, string stream, string request, string bucket, string key);

    [LoggerMessage(10011, LogLevel.Warning, "Firehose {Stream}: request {Request} is tried further, since its backup bucket {Bucket} does not exist")]
    public static partial void NoBackup(ILogger logger, string stream, string request, string bucket);
}
