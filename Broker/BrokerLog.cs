namespace FlowOptics.Broker;

internal static partial class BrokerLog
{
    [LoggerMessage(7001, LogLevel.Information, "MQTT broker is ready; it keeps sessions and unacknowledged messages in {Storage}")]
    public static partial void Listening(ILogger logger, string storage);
}
