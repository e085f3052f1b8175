using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt;

/// <summary>
/// An MQTT 5 server that Kestrel feeds with connections: <c>listen.UseConnectionHandler</c> for TCP, a WebSocket request for browsers.
/// </summary>
public sealed class MqttServer : IAsyncDisposable
{
    public MqttServer(MqttServerOptions options, ILogger<MqttServer>? logger = null, TimeProvider? time = null)
    {
        _ = options;
        _ = logger;
        _ = time;
    }

    /// <summary>Loads what the storage folder holds. Must complete before the first connection.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Serves one TCP connection until it ends.</summary>
    public Task ServeAsync(ConnectionContext connection) => throw new NotImplementedException();

    /// <summary>Serves one WebSocket request until it ends; answers 400 where it is none or does not ask for subprotocol "mqtt".</summary>
    public Task ServeAsync(HttpContext context) => throw new NotImplementedException();

    /// <summary>Publishes from the server itself to its subscribers.</summary>
    /// <returns>How many sessions it went to.</returns>
    public ValueTask<int> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public MqttServerStatistics Statistics => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
