using Microsoft.Extensions.Logging;

namespace FlowOptics.Geo;

internal static partial class GeoLog
{
    [LoggerMessage(2501, LogLevel.Information, "Place data of {BuiltAt:yyyy-MM-dd}, from {Path}")]
    public static partial void Opened(ILogger logger, DateTimeOffset builtAt, string path);

    [LoggerMessage(2502, LogLevel.Information, "Building the geo table {Path}; until it is there the databases are asked themselves")]
    public static partial void Building(ILogger logger, string path);

    [LoggerMessage(2503, LogLevel.Information, "The geo table was built in {Seconds:0.0} s")]
    public static partial void Built(ILogger logger, double seconds);

    [LoggerMessage(2504, LogLevel.Warning, "The place data stays as it is: {Reason}")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(2505, LogLevel.Warning, "Building again: {Reason}")]
    public static partial void Damaged(ILogger logger, string reason);

    [LoggerMessage(2506, LogLevel.Warning, "AWS's ranges stay those of {CreateDate}: {Address} gave none: {Reason}")]
    public static partial void NotFetched(ILogger logger, string createDate, string address, string reason);

    [LoggerMessage(2507, LogLevel.Information, "AWS's ranges of {CreateDate} were fetched from {Address}")]
    public static partial void Fetched(ILogger logger, string createDate, string address);
}
