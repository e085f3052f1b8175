namespace FlowOptics.GraphApi;

/// <summary>Everything that GraphApi logs.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "The live window holds {Flows} records of {Objects} objects since {Start:O}, read from the bucket in {Milliseconds:0} ms")]
    public static partial void WindowRebuilt(ILogger logger, int objects, long flows, DateTimeOffset start, double milliseconds);

    [LoggerMessage(3002, LogLevel.Warning, "The bucket cannot be read: {Reason}")]
    public static partial void BucketUnreadable(ILogger logger, string reason);

    [LoggerMessage(3003, LogLevel.Warning, "Object {Key} is not wholly in the live window: {Reason}")]
    public static partial void ObjectSkipped(ILogger logger, string key, string reason);

    [LoggerMessage(3004, LogLevel.Information, "Object {Key} was written anew: the live window is read again")]
    public static partial void ObjectReplaced(ILogger logger, string key);

    [LoggerMessage(3005, LogLevel.Warning, "A message on {Topic} cannot be read and is dropped, as will be others like it: {Reason}")]
    public static partial void BadMessage(ILogger logger, string topic, string reason);

    [LoggerMessage(3010, LogLevel.Information, "Imported {Records} records of {Objects} objects; {Pending} objects wait")]
    public static partial void Imported(ILogger logger, long records, int objects, int pending);

    [LoggerMessage(3011, LogLevel.Warning, "{Reason}")]
    public static partial void ObjectRefused(ILogger logger, string reason);

    [LoggerMessage(3012, LogLevel.Warning, "An object could not be imported and will be tried again: {Reason}")]
    public static partial void ImportFailed(ILogger logger, string reason);

    [LoggerMessage(3013, LogLevel.Error, "The lake cannot be written: {Reason}")]
    public static partial void LakeFailed(ILogger logger, string reason);

    [LoggerMessage(3014, LogLevel.Warning, "Roll-ups could not be made and will be tried again: {Reason}")]
    public static partial void SealFailed(ILogger logger, string reason);

    [LoggerMessage(3015, LogLevel.Warning, "The lake is as large as it may be ({Megabytes} MiB): the import waits until what goes has given its space back")]
    public static partial void LakeFull(ILogger logger, long megabytes);

    [LoggerMessage(3020, LogLevel.Error, "A query failed in DuckDB: {Reason}")]
    public static partial void QueryFailed(ILogger logger, string reason);

    [LoggerMessage(3021, LogLevel.Error, "A query failed in Athena: {Reason}")]
    public static partial void AthenaFailed(ILogger logger, string reason);

    [LoggerMessage(3022, LogLevel.Information, "History is asked of Athena, {Table}: {Fields} fields can be filtered by; questions without an account are about {Accounts}")]
    public static partial void AthenaFound(ILogger logger, string table, int fields, string accounts);

    [LoggerMessage(3030, LogLevel.Information, "The named sets {Path} are in force: {Count} of them")]
    public static partial void SetsRead(ILogger logger, string path, int count);

    [LoggerMessage(3031, LogLevel.Warning, "{Problem}")]
    public static partial void SetsUnreadable(ILogger logger, string problem);

    [LoggerMessage(3050, LogLevel.Information, "Asked by {Subject} ({Name}, {Role}): {Path}{Query}; answered {Outcome} after {Milliseconds} ms")]
    public static partial void Asked(ILogger logger, string subject, string name, string role, string path, string query, string outcome, long milliseconds);

    [LoggerMessage(3040, LogLevel.Error, "Findings cannot be looked for and will be tried again: {Reason}")]
    public static partial void FindingsFailed(ILogger logger, string reason);
}
