namespace FlowOptics.Enricher.Telemetry;

/// <summary>The Enricher's messages.</summary>
internal static partial class EnricherLog
{
    [LoggerMessage(4001, LogLevel.Information, "Subscribed to {Filter}; place data of {BuiltAt:yyyy-MM-dd}")]
    public static partial void Subscribed(ILogger logger, string filter, DateTimeOffset builtAt);

    [LoggerMessage(4002, LogLevel.Error, "The broker does not let us read {Filter}: {Reason} Trying again in {Seconds:0} s")]
    public static partial void NotSubscribed(ILogger logger, string filter, string reason, double seconds);

    [LoggerMessage(4003, LogLevel.Error, "A batch on {Topic} was left out: {Reason} Others like it are only counted (undecodable)")]
    public static partial void Undecodable(ILogger logger, string topic, string reason, Exception? fault);

    [LoggerMessage(4006, LogLevel.Error, "A geo database is damaged; the addresses of such records have no place: {Damage}")]
    public static partial void GeoDamaged(ILogger logger, string damage);

    [LoggerMessage(4007, LogLevel.Warning, "The map keeps {Kept} accounts and regions; records of {Account} {Region} and further ones are left out of it (the graph has them)")]
    public static partial void MapFull(ILogger logger, int kept, string account, string region);

    [LoggerMessage(4008, LogLevel.Warning, "{Topic} was refused: {Reason}; further ones are only counted (liveDropped)")]
    public static partial void LiveRefused(ILogger logger, string topic, string reason);
}
