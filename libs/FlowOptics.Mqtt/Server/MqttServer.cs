using System.Collections.Concurrent;
using System.Net.WebSockets;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server;
using FlowOptics.Mqtt.Server.Access;
using FlowOptics.Mqtt.Server.Connections;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;
using FlowOptics.Mqtt.Server.Subscriptions;
using FlowOptics.Mqtt.Transport;
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
    private readonly SystemTopics _systemTopics;
    private Task? _housekeeping;
    private bool _stopping;

    public MqttServer(MqttServerOptions options, ILogger<MqttServer>? logger = null, TimeProvider? time = null)
    {
        _core = new ServerCore(options, logger ?? (ILogger)NullLogger.Instance, time ?? TimeProvider.System) { Stopping = _stop.Token };
        _systemTopics = new SystemTopics(_core, () => Statistics);
    }

    /// <summary>Loads what the storage folder holds. Must complete before the first connection.</summary>
    /// <exception cref="MqttException">The folder cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_housekeeping is not null) return Task.CompletedTask;
        if (_core.Options.StorageFolder is { } folder)
        {
            var storage = OpenStorage(folder);
            _core.Storage = storage;
            var messages = storage.Load(_core);
            storage.Commit();
            ServerLog.Loaded(_core.Logger, folder, _core.Sessions.Count, messages, _core.Retained.Count);
        }

        _housekeeping = Task.Run(KeepHouseAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Serves one TCP connection until it ends.</summary>
    public Task ServeAsync(ConnectionContext connection) => ServeAsync(ServerTransport.Over(connection));

    /// <summary>
    /// Serves one WebSocket request until it ends; answers 403 to another host's page, and 400 where it is none or does not ask for subprotocol "mqtt".
    /// </summary>
    public async Task ServeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (!OriginRules.IsAllowed(origin, context.Request.Host.Value ?? "", _core.Options))
        {
            _core.Refusals.Add(RefusalCause.Origin, context.Connection.RemoteIpAddress?.ToString() ?? "", $"a page of '{origin}' asks host '{context.Request.Host}'");
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Only pages of this host, and of the origins that it is told to allow, may connect.\n", context.RequestAborted)
                .ConfigureAwait(false);
            return;
        }

        // MQTT-6.0.0-3, -4: the client offers "mqtt", the server chooses it.
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains("mqtt", StringComparer.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("This is MQTT over WebSocket: connect with a WebSocket that asks for the subprotocol \"mqtt\".\n", context.RequestAborted)
                .ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync("mqtt").ConfigureAwait(false);
        var stream = new WebSocketByteStream(socket);
        await ServeAsync(ServerTransport.Over(socket, stream, context)).ConfigureAwait(false);
        await SayGoodbyeAsync(socket, stream.WasText ? WebSocketCloseStatus.InvalidMessageType : WebSocketCloseStatus.NormalClosure).ConfigureAwait(false);
    }

    /// <summary>Publishes from the server itself to its subscribers.</summary>
    /// <returns>How many sessions it went to.</returns>
    /// <exception cref="MqttException">The topic is none, a session's queue is full, or the message cannot be stored.</exception>
    public ValueTask<int> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!MqttTopic.IsName(message.Topic)) throw new MqttException($"'{message.Topic}' is no topic to publish to: it is empty, or holds '+', '#' or U+0000");
        var dirty = new List<Session>();
        var recipients = _core.Router.TryRoute(StoredMessage.From(message, _core.Time), RouteOf(message.Topic), null, dirty, out var full);
        if (full is not null) throw new MqttException($"the session of '{full[0].ClientId}' is full");
        try
        {
            _core.Storage?.Commit();
        }
        catch (StorageException exception)
        {
            throw new MqttException(exception.Message, exception);
        }

        _core.Counters.AddReceived(1, message.Payload.Length);
        foreach (var session in dirty) session.Wake();
        return new ValueTask<int>(recipients);
    }

    /// <summary>Why messages could not be stored when it was tried last; null while they can. Their publishers are turned away meanwhile.</summary>
    public string? StorageFault => _core.Storage?.Fault;

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
                _core.Counters.Dropped)
            {
                RetainedBytes = _core.Retained.Bytes,
                BytesReceived = _core.Counters.BytesReceived,
                BytesSent = _core.Counters.BytesSent,
                StorageBytes = _core.Storage?.TotalBytes ?? 0,
                Refused = _core.Refusals.Counts,
            };
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
        if (_stopping) return;
        if (_core.Connections.TryAdd(connection, _core.Options) is { } full)
        {
            var (max, whose) = full == RefusalCause.Connections ? (_core.Options.MaxConnections, "") : (_core.Options.MaxConnectionsOfAddress, " of its address");
            _core.Refusals.Add(full, transport.Peer, $"{max} connections{whose} are open, which is the limit");
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

    private static async Task SayGoodbyeAsync(WebSocket socket, WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var deadline = new CancellationTokenSource(GoodbyeTimeout);
        try
        {
            // Waits for the peer's own close frame (RFC 6455, section 7.1.1): a client that sends it after its DISCONNECT must not find the socket gone.
            await socket.CloseAsync(status, null, deadline.Token).ConfigureAwait(false);
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
            return new DurableStorage(folder, (file, bytes) => ServerLog.TornTail(_core.Logger, file, bytes), _core.Options.Fsync, _core.Options.Syncing);
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
                _systemTopics.Refresh();
                Store(storage => storage.Commit());
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
