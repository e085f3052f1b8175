using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Client;

internal static partial class ClientLog
{
    [LoggerMessage(1101, LogLevel.Information, "MQTT client {ClientId} is connected to {Host}:{Port} (session {Session})")]
    public static partial void Connected(ILogger logger, string clientId, string host, int port, string session);

    [LoggerMessage(1102, LogLevel.Warning, "MQTT client {ClientId} has no connection to {Host}:{Port}: {Reason}; it tries again until it has one")]
    public static partial void NotConnected(ILogger logger, string clientId, string host, int port, string reason);

    [LoggerMessage(1103, LogLevel.Error, "the MQTT server refused the filter '{Filter}' after a reconnect, with code 0x{Code:X2}")]
    public static partial void SubscriptionRefused(ILogger logger, string filter, byte code);

    [LoggerMessage(1104, LogLevel.Error, "a handler of ConnectionChanged threw")]
    public static partial void HandlerThrew(ILogger logger, Exception exception);
}
