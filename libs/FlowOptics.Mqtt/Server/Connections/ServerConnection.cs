using System.Buffers;
using System.Net;
using System.Security.Claims;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>One client's connection: what it says is read and handled here, what waits for it is sent by a <see cref="ConnectionWriter"/>.</summary>
internal sealed class ServerConnection
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(5);

    private readonly ServerCore _core;
    private readonly ServerTransport _transport;
    private readonly InboundPublishes _publishes;
    private readonly FrameReader _frames;
    private readonly PacketDeadline _deadline;
    private readonly long _began;
    private long _lastReceived;
    private long _closedAt;
    private TimeSpan _silenceAllowed = Timeout.InfiniteTimeSpan;
    private bool _tellsReasons;
    private PendingWill? _will;
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

    public MqttProtocol Protocol => Dialect ?? MqttProtocol.V5;

    /// <summary>Null: it has not said anything that MQTT would.</summary>
    public MqttProtocol? Dialect { get; set; }

    public Session? Session { get; set; }

    public string ClientId { get; private set; } = "";

    /// <summary>What its client may do; null: everything.</summary>
    public IMqttRights? Rights { get; private set; }

    public ClaimsPrincipal? User => _transport.User;

    public IPAddress? Address => _transport.Address;

    public string Peer => _transport.Peer;

    /// <summary>To be published when the connection ends without a DISCONNECT that takes it back.</summary>
    public PendingWill? Will => _will;

    /// <summary>How many messages at QoS 1 and 2 the client lets us leave unacknowledged.</summary>
    public int ReceiveMaximum { get; private set; } = ushort.MaxValue;

    public ConnectionOutput Output { get; } = new();

    /// <summary>What topics may be sent as, where the client takes aliases.</summary>
    public TopicAliases? Aliases { get; private set; }

    /// <summary>Nothing more is read; what waits in <see cref="Output"/> is still sent.</summary>
    public bool IsClosing => _closing;

    public void Wake() => Output.Signal.Set();

    /// <summary>Serves it until it ends.</summary>
    public async Task RunAsync()
    {
        var writer = new ConnectionWriter(_core, this, _transport.Output).RunAsync();
        await ReadAsync().ConfigureAwait(false);
        _publishes.Close();
        if (Session is { } session) _core.Sessions.Detach(session, this);
        Close(null, null);
        await writer.ConfigureAwait(false);
    }

    /// <summary>What the client can take, whether it is accepted or not.</summary>
    public void Learn(ConnectPacket packet)
    {
        Output.MaxPacketSize = packet.Properties.MaximumPacketSize ?? uint.MaxValue;
        _tellsReasons = packet.Protocol == MqttProtocol.V5 && packet.Properties.RequestProblemInformation != 0;
    }

    /// <summary>The client's CONNECT has come; nothing else of it is read until that is answered.</summary>
    public void BeginConnect(PendingConnect connect) => _connecting = connect;

    public void Accept(ConnectPacket packet, string clientId, IMqttRights? rights, ushort keepAlive)
    {
        Rights = rights;
        ClientId = clientId;
        ReceiveMaximum = Math.Min(packet.Properties.ReceiveMaximum ?? ushort.MaxValue, _core.Limits.MaxInFlight);
        Aliases = TopicAliases.UpTo(packet.Properties.TopicAliasMaximum ?? 0);

        // One and a half times the keep-alive (MQTT-3.1.2-22).
        if (keepAlive > 0) _silenceAllowed = TimeSpan.FromSeconds(keepAlive * 1.5);
        _will = packet.Will is null ? null : PendingWill.From(packet.Will, _core.Time);
    }

    /// <summary>The will, where the client has not taken it back; afterwards there is none.</summary>
    public PendingWill? TakeWill() => Interlocked.Exchange(ref _will, null);

    /// <summary>Says goodbye (with a reason, to 5.0) and ends. What was not written yet is still written, for a few seconds.</summary>
    public void Close(byte? reason, string? why)
    {
        if (Interlocked.Exchange(ref _closeBegun, 1) != 0) return;
        if (reason is { } code && Protocol == MqttProtocol.V5 && Session is not null)
        {
            Tell(why, properties => new DisconnectPacket(MqttPacketType.Disconnect, code, properties), static (packet, output) => packet.Encode(output, MqttProtocol.V5));
        }

        Output.End();
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
        else if (Rights?.Until is { } until && _core.Time.GetUtcNow() >= until)
        {
            Close(MqttReason.NotAuthorized, "its rights have ended");
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
                if (Session.Acknowledge(AcknowledgementPacket.Decode(header, body, Protocol).PacketId, MqttQualityOfService.AtLeastOnce)) Wake();
                break;
            case MqttPacketType.Pubrec:
                Received(AcknowledgementPacket.Decode(header, body, Protocol));
                break;
            case MqttPacketType.Pubcomp:
                if (Session.Complete(AcknowledgementPacket.Decode(header, body, Protocol).PacketId)) Wake();
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
            case MqttPacketType.Auth when Protocol == MqttProtocol.V5:
                DisconnectPacket.Decode(header, body, Protocol);
                throw PacketReader.ProtocolError("AUTH from a client whose CONNECT named no authentication method (MQTT-4.12.0-7)");
            default:
                throw PacketReader.ProtocolError($"packet type {header >> 4} is not for a client to send now");
        }
    }

    /// <summary>The first half of QoS 2: the message has arrived, or is refused (then it is through, MQTT-4.4.0-2).</summary>
    private void Received(AcknowledgementPacket pubrec)
    {
        if (pubrec.ReasonCode >= MqttReason.UnspecifiedError)
        {
            if (Session!.Acknowledge(pubrec.PacketId, MqttQualityOfService.ExactlyOnce)) Wake();
            return;
        }

        // With what else this batch makes durable, so that a PUBLISH is never sent again after its PUBREL (MQTT-4.3.3-6).
        var known = Session!.Release(pubrec.PacketId);
        _publishes.Answer(MqttPacketType.Pubrel, pubrec.PacketId, known ? MqttReason.Success : MqttReason.PacketIdentifierNotFound);
    }

    private void Disconnected(DisconnectPacket packet)
    {
        if (packet.Properties.SessionExpiryInterval is { } expiry)
        {
            if (Rights?.MayKeepSession != false && !Session!.IsDurable && expiry > 0) throw PacketReader.ProtocolError("a session that ends cannot be kept by DISCONNECT (3.14.2.2.2)");
            if (Rights?.MayKeepSession != false) _core.Sessions.ChangeExpiry(Session!, expiry);
        }

        if (packet.ReasonCode == MqttReason.Success && TakeWill() is not null) _core.Storage?.RemoveWill(Session!.Number);
        Close(null, null);
    }

    private void Refuse(MqttProtocolException exception)
    {
        var cause = exception.Cause ?? (exception.ReasonCode == MqttReason.PacketTooLarge ? RefusalCause.PacketSize : RefusalCause.Protocol);
        _core.Refusals.Add(cause, $"{ClientId} at {_transport.Peer}", exception.Message);
        if (Session is null && Dialect is { } dialect) RefuseToConnect(exception, dialect);
        Close(exception.ReasonCode, exception.Message);
    }

    /// <summary>Before CONNACK, the reason goes into that (MQTT-3.1.4-2); 3.1.1 has none for a packet that is malformed (its MQTT-3.1.4-1).</summary>
    private void RefuseToConnect(MqttProtocolException exception, MqttProtocol dialect)
    {
        if (dialect == MqttProtocol.V5)
        {
            Tell(
                exception.Message,
                properties => new ConnackPacket { ReasonCode = exception.ReasonCode, Properties = properties },
                static (connack, output) => connack.Encode(output, MqttProtocol.V5));
        }
        else if (MqttReason.ToConnectReturnCode(exception.ReasonCode) is { } code)
        {
            Output.Write(code, static (c, output) => new ConnackPacket { ReasonCode = c }.Encode(output, MqttProtocol.V311));
        }
    }

    /// <summary>Writes a packet with a reason string, where the client wants one, or without where that would make it too large (MQTT-3.14.2-3).</summary>
    public void Tell<T>(string? why, Func<MqttProperties, T> packet, Action<T, OutputBuffer> encode)
    {
        if (_tellsReasons && why is not null && Output.Write(packet(new MqttProperties { ReasonString = why }), encode)) return;
        Output.Write(packet(MqttProperties.None), encode);
    }
}
