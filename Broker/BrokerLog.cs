namespace FlowOptics.Broker;

internal static partial class BrokerLog
{
    [LoggerMessage(7001, LogLevel.Information, "MQTT broker is ready; it keeps sessions and unacknowledged messages in {Storage}")]
    public static partial void Listening(ILogger logger, string storage);

    [LoggerMessage(7002, LogLevel.Information, "{Users} users may connect with their secrets, {Others}")]
    public static partial void Access(ILogger logger, int users, string others);

    [LoggerMessage(7003, LogLevel.Information, "every program on this machine may publish and subscribe to everything, since {Key} is not set")]
    public static partial void OpenToAll(ILogger logger, string key);

    [LoggerMessage(7004, LogLevel.Warning, "the broker's own status was not published: {Reason}")]
    public static partial void StatusNotPublished(ILogger logger, string reason);
}
