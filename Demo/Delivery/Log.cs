namespace FlowOptics.Demo.Delivery;

/// <summary>All that the demo logs.</summary>
internal static partial class Log
{
    [LoggerMessage(11001, LogLevel.Information, "Filling {Bucket} with {Objects} demo objects")]
    public static partial void Filling(ILogger logger, int objects, string bucket);

    [LoggerMessage(11002, LogLevel.Information, "Filled: {Objects} objects with {Records} records in {Milliseconds} ms")]
    public static partial void Filled(ILogger logger, int objects, long records, long milliseconds);

    [LoggerMessage(11003, LogLevel.Information, "Live: objects every {Tick}")]
    public static partial void Live(ILogger logger, TimeSpan tick);

    [LoggerMessage(11004, LogLevel.Information, "Pruned {Objects} old demo objects")]
    public static partial void Pruned(ILogger logger, int objects);

    [LoggerMessage(11006, LogLevel.Warning, "The demo cannot write to '{Bucket}' now: {Reason}; it goes on where it was once it can")]
    public static partial void CannotWriteNow(ILogger logger, string bucket, string reason);

    [LoggerMessage(11005, LogLevel.Critical, "The demo cannot write to '{Bucket}' ({Reason}): give this user the right to write there, make room, or start with --demo off")]
    public static partial void CannotWrite(ILogger logger, string bucket, string reason);
}
