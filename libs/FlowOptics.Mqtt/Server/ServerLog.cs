using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt.Server;

internal static partial class ServerLog
{
    [LoggerMessage(1201, LogLevel.Information, "the connection of MQTT client '{ClientId}' from {Peer} ends: {Why}")]
    public static partial void Closed(ILogger logger, string clientId, string peer, string why);

    [LoggerMessage(1202, LogLevel.Error, "messages cannot be stored in {Folder}; their publishers are turned away until it can be written to")]
    public static partial void StorageFailed(ILogger logger, string folder, Exception exception);

    [LoggerMessage(1203, LogLevel.Warning, "refused ({Cause}) to {Peer}: {Why}; more of this are counted, not logged")]
    public static partial void Refused(ILogger logger, string cause, string peer, string why);

    [LoggerMessage(1204, LogLevel.Information, "from {Folder}: {Sessions} sessions, {Messages} messages that wait for them, {Retained} retained messages")]
    public static partial void Loaded(ILogger logger, string folder, int sessions, int messages, int retained);

    [LoggerMessage(1205, LogLevel.Warning, "the end of {File} was torn (a write that did not finish): {Bytes} bytes are cut off, nothing that was acknowledged")]
    public static partial void TornTail(ILogger logger, string file, long bytes);
}
