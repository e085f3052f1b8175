using System.Buffers;
using System.Net;
using System.Security.Claims;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>One client's connection: a reader that handles packets, and a writer that sends what waits for the client.</summary>
internal sealed class ServerConnection
{
    private const int MessagesPerTurn = 128;
    private const int BytesPerFlush = 64 * 1024;
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(5);

    private readonly ServerCore _core;
    private readonly ServerTransport _transport;
    private readonly InboundPublishes _publishes;
    private readonly FrameReader _frames;
    private readonly Sending[] _turn = new Sending[MessagesPerTurn];
    private readonly PacketDeadline _deadline;
    private readonly long _began;
    private long _lastReceived;
    private long _closedAt;
    private TimeSpan _silenceAllowed = Timeout.InfiniteTimeSpan;
    private uint _maxPacketSize = uint.MaxValue;
    private WillPacket? _will;
    private PendingConnect? _connecting;
    private volatile bool _heldBack;
    private int _closeBegun;
    private volatile bool _closing;

    public ServerConnection(ServerCore core, ServerTransport transport)
    {
        _core = core;
        _transport = transport;
        _publishes = new InboundPublishes(core, this);
        _frames = new FrameReader(core.Limits.MaxPacketSize);
        _deadline = new PacketDeadline(core.Options, core.Time);
        _began = _lastReceived = core.Time.GetTimestamp();
    }

    public MqttProtocol Protocol { get; set; } = MqttProtocol.V5;

    public Session? Session { get; set; }

    public string ClientId { get; private set; } = "";

    /// <summary>What its client may do; null: everything.</summary>
    public IMqttRights? Rights { get; private set; }

    public ClaimsPrincipal? User => _transport.User;

    public IPAddress? Address => _transport.Address;

    public string Peer => _transport.Peer;

    /// <summary>How many QoS 1 messages the client lets us leave unacknowledged.</summary>
    public int ReceiveMaximum { get; private set; } = ushort.MaxValue;

    public ConnectionOutput Output { get; } = new();

    public void Wake() => Output.Signal.Set();

    /// <summary>Serves it until it ends.</summary>
    public async Task RunAsync()
    {
        var writer = WriteAsync();
        await ReadAsync().ConfigureAwait(false);
        _publishes.Close();
        if (Session is { } session) _core.Sessions.Detach(session, this);
        Close(null, null);
        await writer.ConfigureAwait(false);
    }

    /// <summary>The client's CONNECT has come; nothing else of it is read until that is answered.</summary>
    public void BeginConnect(PendingConnect connect) => _connecting = connect;

    public void Accept(ConnectPacket packet, string clientId, IMqttRights? rights, ushort keepAlive)
    {
        Rights = rights;
        ClientId = clientId;
        ReceiveMaximum = Math.Min(packet.Properties.ReceiveMaximum ?? ushort.MaxValue, _core.Limits.MaxInFlight);
        _maxPacketSize = packet.Properties.MaximumPacketSize ?? uint.MaxValue;

        // One and a half times the keep-alive (MQTT-3.1.2-22).
        if (keepAlive > 0) _silenceAllowed = TimeSpan.FromSeconds(keepAlive * 1.5);
        _will = packet.Will;
    }

    /// <summary>The will, where the client has not taken it back; afterwards there is none.</summary>
    public PendingWill? TakeWill()
    {
        if (Interlocked.Exchange(ref _will, null) is not { } will) return null;
        var delay = will.Properties.WillDelayInterval ?? 0;
        return new PendingWill(StoredMessage.From(will, _core.Time), _core.Now + (delay * 1000L));
    }

    /// <summary>Says goodbye (with a reason, to 5.0) and ends. What was not written yet is still written, for a few seconds.</summary>
    public void Close(byte? reason, string? why)
    {
        if (Interlocked.Exchange(ref _closeBegun, 1) != 0) return;
        if (reason is { } code && Protocol == MqttProtocol.V5 && Session is not null)
        {
            Output.Write(new DisconnectPacket(code), static (packet, output) => packet.Encode(output, MqttProtocol.V5));
        }

        if (why is not null) ServerLog.Closed(_core.Logger, ClientId, _transport.Peer, why);
        Volatile.Write(ref _closedAt, _core.Time.GetTimestamp());
        _closing = true;
        _transport.Input.CancelPendingRead();
        Wake();
    }

    public void StorageFailed(StorageException exception)
    {
        ServerLog.StorageFailed(_core.Logger, _core.Options.StorageFolder ?? "", exception);
        Close(MqttReason.QuotaExceeded, "its messages could not be stored");
    }

    /// <summary>Enforces the deadlines; called about once a second.</summary>
    public void CheckDeadlines()
    {
        _publishes.ResumeIfParked();
        if (_closing)
        {
            if (_core.Time.GetElapsedTime(Volatile.Read(ref _closedAt)) > CloseDeadline) _transport.Abort();
        }
        else if (Session is null)
        {
            // What takes long with a CONNECT that has come is ours: the check of a password.
            if (_connecting is not null || _core.Time.GetElapsedTime(_began) <= _core.Options.ConnectTimeout) return;
            End(RefusalCause.ConnectDeadline, null, "no CONNECT came in time");
        }
        else if (_deadline.HasPassed)
        {
            End(RefusalCause.PacketDeadline, MqttReason.UnspecifiedError, "a packet was begun, and did not end in time");
        }
        else if (_silenceAllowed > TimeSpan.Zero && !_heldBack && _core.Time.GetElapsedTime(Volatile.Read(ref _lastReceived)) > _silenceAllowed)
        {
            End(RefusalCause.KeepAlive, MqttReason.KeepAliveTimeout, "it was silent for longer than its keep-alive allows");
        }
    }

    /// <summary>Closes it for a limit that was passed.</summary>
    public void End(RefusalCause cause, byte? reason, string why)
    {
        _core.Refusals.Add(cause, $"{ClientId} at {_transport.Peer}", why);
        Close(reason, why);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (!_closing)
            {
                var result = await _transport.Input.ReadAsync().ConfigureAwait(false);
                Volatile.Write(ref _lastReceived, _core.Time.GetTimestamp());
                var buffer = result.Buffer;
                var length = buffer.Length;
                var mustWait = HandleAll(ref buffer);
                if (mustWait || buffer.IsEmpty || _connecting is not null) _deadline.Clear();
                else _deadline.Begin(isNew: buffer.Length < length, _frames.Announced);

                // Packets that were left for lack of room, or behind CONNECT, are not "examined", or the next read would wait for more of them.
                _transport.Input.AdvanceTo(buffer.Start, mustWait || _connecting is not null ? buffer.Start : buffer.End);
                if (mustWait)
                {
                    // Nor are its pings read meanwhile.
                    _heldBack = true;
                    await _publishes.WaitForRoomAsync().ConfigureAwait(false);
                    Volatile.Write(ref _lastReceived, _core.Time.GetTimestamp());
                    _heldBack = false;
                }
                else if (_connecting is { } connect)
                {
                    await ConnectHandler.AnswerAsync(_core, this, connect).ConfigureAwait(false);
                    _connecting = null;
                    Wake();
                }
                else if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (MqttProtocolException exception)
        {
            Refuse(exception);
        }
        catch (StorageException exception)
        {
            StorageFailed(exception);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException
            or InvalidOperationException)
        {
            // The network has ended it; the session and the will say what follows.
        }
    }

    /// <returns>True when packets were left because publishers are held back.</returns>
    private bool HandleAll(ref ReadOnlySequence<byte> buffer)
    {
        lock (_publishes.Gate)
        {
            var mustWait = false;
            try
            {
                // A client of 5.0 stops by itself, and its pings are to be answered meanwhile.
                while (!_closing && _connecting is null && !(mustWait = Protocol == MqttProtocol.V311 && _publishes.IsFull)
                    && _frames.TryRead(ref buffer, out var header, out var body)) Handle(header, body);
            }
            finally
            {
                _frames.Release();
                _publishes.EndBatch();
            }

            return mustWait;
        }
    }

    private void Handle(byte header, ReadOnlySpan<byte> body)
    {
        if (Session is null)
        {
            ConnectHandler.Receive(_core, this, header, body);
            return;
        }

        switch ((MqttPacketType)(header >> 4))
        {
            case MqttPacketType.Publish:
                _publishes.Receive(PublishPacket.Decode(header, body, Protocol));
                break;
            case MqttPacketType.Puback:
                Acknowledged(AcknowledgementPacket.Decode(header, body, Protocol).PacketId);
                break;
            case MqttPacketType.Pubrel:
                _publishes.Released(AcknowledgementPacket.Decode(header, body, Protocol).PacketId);
                break;
            case MqttPacketType.Subscribe:
                SubscribeHandler.Subscribe(_core, this, SubscribePacket.Decode(header, body, Protocol));
                break;
            case MqttPacketType.Unsubscribe:
                SubscribeHandler.Unsubscribe(_core, this, UnsubscribePacket.Decode(header, body, Protocol));
                break;
            case MqttPacketType.Pingreq:
                PingPacket.Check(header, body);
                Output.Write(MqttPacketType.Pingresp, static (type, output) => PingPacket.Encode(output, type));
                Wake();
                break;
            case MqttPacketType.Disconnect:
                Disconnected(DisconnectPacket.Decode(header, body, Protocol));
                break;
            case MqttPacketType.Connect:
                throw PacketReader.ProtocolError("a second CONNECT (MQTT-3.1.0-2)");
            default:
                throw PacketReader.ProtocolError($"packet type {header >> 4} is not for a client to send now");
        }
    }

    private void Acknowledged(ushort packetId)
    {
        if (Session!.Complete(packetId, out var mustWake) is { } message) _core.Storage?.Acknowledge(Session, message);
        if (mustWake) Wake();
    }

    private void Disconnected(DisconnectPacket packet)
    {
        if (packet.Properties.SessionExpiryInterval is { } expiry)
        {
            if (Rights?.MayKeepSession != false && !Session!.IsDurable && expiry > 0) throw PacketReader.ProtocolError("a session that ends cannot be kept by DISCONNECT (3.14.2.2.2)");
            if (Rights?.MayKeepSession != false) _core.Sessions.ChangeExpiry(Session!, expiry);
        }

        if (packet.ReasonCode == MqttReason.Success) _will = null;
        Close(null, null);
    }

    private void Refuse(MqttProtocolException exception)
    {
        var cause = exception.Cause ?? (exception.ReasonCode == MqttReason.PacketTooLarge ? RefusalCause.PacketSize : RefusalCause.Protocol);
        _core.Refusals.Add(cause, $"{ClientId} at {_transport.Peer}", exception.Message);
        if (Session is null && exception.ReasonCode is not (MqttReason.MalformedPacket or MqttReason.ProtocolError or MqttReason.PacketTooLarge))
        {
            // Before CONNACK, the reason goes into that (MQTT-3.1.4-2); a peer that does not speak MQTT gets nothing.
            var code = Protocol == MqttProtocol.V5 ? exception.ReasonCode : MqttReason.ToConnectReturnCode(exception.ReasonCode);
            Output.Write((code, Protocol), static (c, output) => new ConnackPacket { ReasonCode = c.code }.Encode(output, c.Protocol));
        }

        Close(exception.ReasonCode, exception.Message);
    }

    private async Task WriteAsync()
    {
        var output = _transport.Output;
        try
        {
            while (true)
            {
                // Read before: a session is set when its CONNACK is among what is moved, and nothing may precede that.
                var (closing, session) = (_closing, Session);
                var written = Output.MoveTo(output);
                if (!closing && session is not null) written += WriteMessages(session, output);
                if (written > 0)
                {
                    var flushed = await output.FlushAsync().ConfigureAwait(false);
                    if (flushed.IsCompleted || flushed.IsCanceled) break;
                    continue;
                }

                if (closing) break;
                await Output.Signal.WaitAsync().ConfigureAwait(false);
            }

            await output.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException
            or InvalidOperationException)
        {
            // The network has ended it; the reader sees that too, and the session keeps what was not acknowledged.
        }

        Close(null, null);
    }

    private int WriteMessages(Session session, System.IO.Pipelines.PipeWriter output)
    {
        var total = 0;
        while (total < BytesPerFlush)
        {
            var count = session.Take(this, _turn, BytesPerFlush - total);
            if (count == 0) break;
            var (now, before) = (_core.Now, total);
            for (var i = 0; i < count; i++)
            {
                var size = MessageWriter.Write(output, _turn[i], Protocol, _maxPacketSize, now);
                if (size <= _maxPacketSize) total += size;
                else DropTooLarge(session, _turn[i]);
            }

            Array.Clear(_turn, 0, count);
            _core.Counters.AddSent(count, total - before);
        }

        return total;
    }

    /// <summary>A message larger than the client takes counts as delivered (MQTT-3.1.2-25).</summary>
    private void DropTooLarge(Session session, in Sending sending)
    {
        _core.Counters.AddDropped();
        if (sending.PacketId == 0 || session.Complete(sending.PacketId, out _) is not { } message) return;
        _core.Storage?.Acknowledge(session, message);
    }
}
