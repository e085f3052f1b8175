using FlowOptics.Flows;

namespace FlowOptics.Ingestor.Telemetry;

/// <summary>All that Ingestor logs.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "Refused, and not tried again until its content changes: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(5002, LogLevel.Warning, "Object '{Key}' is empty: nothing to stream")]
    public static partial void Empty(ILogger logger, string key);

    [LoggerMessage(5003, LogLevel.Warning, "Object '{Key}': {Rejected} of {Lines} lines rejected, the first: {First}")]
    public static partial void Rejected(ILogger logger, string key, long rejected, long lines, RejectedRecord first);

    [LoggerMessage(5004, LogLevel.Warning, "Object '{Key}': AWS lost records in {Intervals} intervals (SKIPDATA)")]
    public static partial void SkipData(ILogger logger, string key, long intervals);

    [LoggerMessage(5007, LogLevel.Warning, "Not told to {Topic} ({Reason}): GraphApi finds the object by its own listing")]
    public static partial void NotTold(ILogger logger, string topic, string reason);

    [LoggerMessage(5008, LogLevel.Warning, "{Reason} Trying again until it can be read")]
    public static partial void Unreadable(ILogger logger, string reason);

    [LoggerMessage(5009, LogLevel.Warning, "The journal has {Lines} damaged lines: the objects named there are streamed again if they are young enough")]
    public static partial void JournalDamaged(ILogger logger, int lines);

    [LoggerMessage(5010, LogLevel.Critical, "Stopping: {Reason}")]
    public static partial void Stopping(ILogger logger, string reason);
}
