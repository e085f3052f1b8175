using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Threading.Channels;
using FlowOptics.Mqtt.Client;
using FlowOptics.Mqtt.Packets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Mqtt;

/// <summary>
/// An MQTT client (5.0 and 3.1.1) that stays connected: it reconnects with jittered backoff, resumes its session, sends unacknowledged publishes again,
/// and subscribes again where the server lost the session.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    private const int MostCauses = 16;
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private readonly MqttClientOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ClientState _state;
    private readonly PublishPace? _pace;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _toldCauses = new(StringComparer.Ordinal);
    private TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _run;
    private bool _cleanStart;
    private bool _disposed;

    public MqttClient(MqttClientOptions options, ILogger<MqttClient>? logger = null, TimeProvider? time = null)
    {
        _options = options;
        _cleanStart = options.CleanStart;
        _logger = logger ?? (ILogger)NullLogger.Instance;
        _time = time ?? TimeProvider.System;
        _state = new ClientState(options, _logger);
        _pace = options.Rate is { } rate ? new PublishPace(rate, _time) : null;
    }

    public bool IsConnected { get; private set; }

    /// <summary>Raised with true at each connect and with false at each disconnect, never concurrently.</summary>
    public event Action<bool>? ConnectionChanged;

    /// <summary>
    /// Messages in order of receipt. Bounded by Receive Maximum for QoS 1; for QoS 0 a reader that is slower than the server loses the
    /// oldest, and <see cref="DroppedMessages"/> counts them.
    /// </summary>
    public ChannelReader<MqttReceivedMessage> Messages => _state.Received;

    public long DroppedMessages => _state.Received.Dropped;

    /// <summary>Starts to connect in the background, for ever, until disposed. Returns at once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _run ??= Task.Run(RunAsync);
        }
    }

    /// <summary>Completes when connected (at once where it is).</summary>
    public Task WaitConnectedAsync(CancellationToken cancellationToken)
    {
        lock (_gate) return _connected.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// QoS 1 and 2: completes with the server's PUBACK or PUBCOMP, across reconnects; waits for a free place in flight first. QoS 0: completes when written;
    /// throws <see cref="MqttNotConnectedException"/> while there is no connection. The payload must not change until then.
    /// </summary>
    /// <exception cref="MqttException">The topic is none, or the message more than the server allows.</exception>
    public ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        if (_pace is null) return _state.Publishes.PublishAsync(message, cancellationToken);
        var turn = _pace.WaitAsync(message.Payload.Length + message.Topic.Length, cancellationToken);
        return turn.IsCompletedSuccessfully ? _state.Publishes.PublishAsync(message, cancellationToken) : PublishInTurnAsync(turn, message, cancellationToken);
    }

    /// <summary>Subscribes now if connected, and again at each new session. Completes with the first SUBACK.</summary>
    /// <exception cref="MqttException">The server refused the filter.</exception>
    public Task SubscribeAsync(string filter, MqttQualityOfService qos, CancellationToken cancellationToken = default) =>
        SubscribeAsync(new MqttSubscription(filter, qos), cancellationToken);

    /// <summary>Subscribes now if connected, and again at each new session. Completes with the first SUBACK. A filter that is there already is replaced.</summary>
    /// <exception cref="MqttException">The server refused the filter, or does not do what it asks for.</exception>
    public Task SubscribeAsync(MqttSubscription subscription, CancellationToken cancellationToken = default) =>
        _state.Subscriptions.SubscribeAsync(subscription, cancellationToken);

    /// <summary>Ends a subscription, at the server too; completes with its UNSUBACK, or where it has lost the session.</summary>
    public Task UnsubscribeAsync(string filter, CancellationToken cancellationToken = default) =>
        _state.Subscriptions.UnsubscribeAsync(filter, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        if (_run is not null)
        {
            // Said before the connection is cut, the server ends without publishing the will.
            if (IsConnected)
            {
                _state.Disconnect(MqttReason.Success);
                await Task.WhenAny(_run, Task.Delay(GoodbyeTimeout, _time)).ConfigureAwait(false);
            }

            await _stop.CancelAsync().ConfigureAwait(false);
            await _run.ConfigureAwait(false);
        }

        _state.Publishes.Dispose();
        _state.Subscriptions.Dispose();
        _state.Received.Complete();
        lock (_gate) _connected.TrySetException(new ObjectDisposedException(nameof(MqttClient)));
        _stop.Dispose();
    }

    private async ValueTask<MqttPublishResult> PublishInTurnAsync(ValueTask turn, MqttMessage message, CancellationToken cancellationToken)
    {
        await turn.ConfigureAwait(false);
        return await _state.Publishes.PublishAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var delay = new ReconnectDelay(Random.Shared);
        while (!_stop.IsCancellationRequested)
        {
            var why = await ConnectOnceAsync(delay).ConfigureAwait(false);
            lock (_gate)
            {
                if (_disposed) return;
            }

            // A connection that ended to begin anew is no trouble.
            if (why is null) continue;
            await BackOffAsync(delay.Next(), why).ConfigureAwait(false);
        }
    }

    /// <summary>One connection, from its beginning until nothing of it is left.</summary>
    /// <returns>Why it ended, or did not begin; null where the next is to begin at once.</returns>
    private async Task<string?> ConnectOnceAsync(ReconnectDelay delay)
    {
        using var connection = new ClientConnection(_options, _state, _time);
        try
        {
            var connack = await connection.ConnectAsync(_cleanStart, _stop.Token).ConfigureAwait(false);
            _cleanStart = false;
            delay.Reset();
            _toldCauses.Clear();
            ClientLog.Connected(
                _logger, _state.ClientId, _options.Server.Host, _options.Server.Port, connack.SessionPresent ? "resumed" : "new");
            var run = connection.RunAsync(connack, _stop.Token);
            Changed(true);
            var why = await run.ConfigureAwait(false);
            Changed(false);
            return connection.IsRenewed ? null : why;
        }
        catch (Exception exception) when (exception is IOException or SocketException or WebSocketException or MqttException or AuthenticationException)
        {
            return exception.InnerException is SocketException inner ? inner.Message : exception.Message;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return "closed by the client";
        }
    }

    private async Task BackOffAsync(TimeSpan wait, string why)
    {
        // Once a cause, until it is mended: a server that is away for an hour is no thousand lines.
        if (_toldCauses.Count < MostCauses && _toldCauses.Add(why)) ClientLog.NotConnected(_logger, _state.ClientId, _options.Server.Host, _options.Server.Port, why);
        try
        {
            await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private void Changed(bool connected)
    {
        lock (_gate)
        {
            IsConnected = connected;
            if (connected) _connected.TrySetResult();
            else _connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            ConnectionChanged?.Invoke(connected);
        }
#pragma warning disable CA1031 // A handler's fault must not end the client; it is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ClientLog.HandlerThrew(_logger, exception);
        }
    }
}
