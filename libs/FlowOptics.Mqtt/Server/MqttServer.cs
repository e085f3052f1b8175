using System.Collections.Concurrent;
using System.Net.WebSockets;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server;
using FlowOptics.Mqtt.Server.Connections;
using FlowOptics.Mqtt.Server.Storage;
using FlowOptics.Mqtt.Server.Subscriptions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Mqtt;

/// <summary>
/// An MQTT 5 server that Kestrel feeds with connections: <c>listen.UseConnectionHandler</c> for TCP, a WebSocket request for browsers.
/// </summary>
public sealed class MqttServer : IAsyncDisposable
{
    private const int CachedRoutes = 1024;
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HousekeepingPeriod = TimeSpan.FromSeconds(1);

    private readonly ServerCore _core;
    private readonly ConcurrentDictionary<string, Route> _routes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task? _housekeeping;
    private bool _stopping;

    public MqttServer(MqttServerOptions options, ILogger<MqttServer>? logger = null, TimeProvider? time = null) =>
        _core = new ServerCore(options, logger ?? (ILogger)NullLogger.Instance, time ?? TimeProvider.System);

    /// <summary>Loads what the storage folder holds. Must complete before the first connection.</summary>
    /// <exception cref="MqttException">The folder cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_housekeeping is not null) return Task.CompletedTask;
        if (_core.Options.StorageFolder is { } folder)
        {
            var storage = OpenStorage(folder);
            var messages = storage.Load(_core);
            _core.Storage = storage;
            ServerLog.Loaded(_core.Logger, folder, _core.Sessions.Count, messages, _core.Retained.Count);
        }

        _housekeeping = Task.Run(KeepHouseAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Serves one TCP connection until it ends.</summary>
    public Task ServeAsync(ConnectionContext connection) => ServeAsync(ServerTransport.Over(connection));

    /// <summary>Serves one WebSocket request until it ends; answers 400 where it is none or does not ask for subprotocol "mqtt".</summary>
    public async Task ServeAsync(HttpContext context)
    {
        // MQTT-6.0.0-3, -4: the client offers "mqtt", the server chooses it.
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains("mqtt", StringComparer.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("This is MQTT over WebSocket: connect with a WebSocket that asks for the subprotocol \"mqtt\".\n", context.RequestAborted)
                .ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync("mqtt").ConfigureAwait(false);
        await ServeAsync(ServerTransport.Over(socket, context)).ConfigureAwait(false);
        await SayGoodbyeAsync(socket).ConfigureAwait(false);
    }

    /// <summary>Publishes from the server itself to its subscribers.</summary>
    /// <returns>How many sessions it went to.</returns>
    public ValueTask<int> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!MqttTopic.IsName(message.Topic)) throw new MqttException($"'{message.Topic}' is no topic to publish to: it is empty, or holds '+', '#' or U+0000");
        var dirty = new List<Session>();
        var recipients = _core.Router.TryRoute(StoredMessage.From(message, _core.Time), RouteOf(message.Topic), null, dirty, out var full);
        if (full is not null) throw new MqttException($"the session of '{full[0].ClientId}' is full");
        _core.Storage?.Commit();
        _core.Counters.AddReceived(1);
        foreach (var session in dirty) session.Wake();
        return new ValueTask<int>(recipients);
    }

    public MqttServerStatistics Statistics
    {
        get
        {
            var sessions = _core.Sessions.All;
            return new MqttServerStatistics(
                _core.Connections.Count,
                sessions.Length,
                _core.Subscriptions.Count,
                _core.Retained.Count,
                sessions.Sum(s => s.QueuedBytes),
                _core.Counters.Received,
                _core.Counters.Sent,
                _core.Counters.Dropped);
        }
    }

    /// <summary>Ends all connections, with the reason "server shutting down"; no new one is served.</summary>
    public void Shutdown()
    {
        _stopping = true;
        foreach (var connection in _core.Connections.All) connection.Close(MqttReason.ServerShuttingDown, "the server is stopping");
    }

    public async ValueTask DisposeAsync()
    {
        Shutdown();
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_housekeeping is not null) await _housekeeping.ConfigureAwait(false);
        Store(storage => storage.Commit());
        _core.Storage?.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(ServerTransport transport)
    {
        var connection = new ServerConnection(_core, transport);
        if (_stopping || !_core.Connections.TryAdd(connection, _core.Options.MaxConnections))
        {
            ServerLog.TooManyConnections(_core.Logger, transport.Peer, _core.Options.MaxConnections);
            return;
        }

        try
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            _core.Connections.Remove(connection);
        }
    }

    private static async Task SayGoodbyeAsync(WebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var deadline = new CancellationTokenSource(GoodbyeTimeout);
        try
        {
            // Waits for the peer's own close frame (RFC 6455, section 7.1.1): a client that sends it after its DISCONNECT must not find the socket gone.
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
    }

    private DurableStorage OpenStorage(string folder)
    {
        try
        {
            return new DurableStorage(folder, (file, bytes) => ServerLog.TornTail(_core.Logger, file, bytes));
        }
        catch (StorageException exception)
        {
            throw new MqttException(exception.Message, exception);
        }
    }

    private void Store(Action<DurableStorage> action)
    {
        if (_core.Storage is not { } storage) return;
        try
        {
            action(storage);
        }
        catch (StorageException exception)
        {
            ServerLog.StorageFailed(_core.Logger, _core.Options.StorageFolder ?? "", exception);
        }
    }

    private Route RouteOf(string topic)
    {
        if (_routes.TryGetValue(topic, out var route) && route.Version == _core.Subscriptions.Version) return route;
        if (_routes.Count >= CachedRoutes) _routes.Clear();
        return _routes[topic] = _core.Subscriptions.Match(topic);
    }

    private async Task KeepHouseAsync()
    {
        using var timer = new PeriodicTimer(HousekeepingPeriod, _core.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                foreach (var connection in _core.Connections.All) connection.CheckDeadlines();
                var now = _core.Now;
                _core.Sessions.RemoveExpired(now);
                _core.Retained.RemoveExpired(now);
                Store(storage => storage.Commit());
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
