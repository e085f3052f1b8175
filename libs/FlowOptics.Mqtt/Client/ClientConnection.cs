using System.Buffers;
using System.IO.Pipelines;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Client;

/// <summary>One connection from CONNECT to its end: a reader, a writer and the keep-alive; whichever ends first ends the others.</summary>
internal sealed class ClientConnection(MqttClientOptions options, ClientState state, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);
    private const int ReadSize = 64 * 1024;

    /// <summary>Before an address ends: several tries fit into it.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Payloads from this size on are in arrays of the shared pool: a new one each would go to the large object heap, whose collection is dear.</summary>
    private const int LeastRented = 32 * 1024;

    private readonly FrameReader _frames = new((int)Math.Min(options.MaximumPacketSize ?? int.MaxValue, VariableByteInteger.Maximum + 5));
    private readonly CancellationTokenSource _ended = new();
    private readonly TopicNames<string> _topics = new();
    private string?[] _aliases = [];
    private ClientTransport? _transport;
    private PipeReader? _input;
    private InboundAcknowledgements? _acknowledgements;
    private TimeSpan _keepAlive = options.KeepAlive;
    private volatile bool _wrote;
    private volatile bool _read;
    private volatile bool _leaving;
    private DateTimeOffset? _until;
    private bool _pinged;
    private string? _why;

    /// <summary>Connects, and waits for CONNACK.</summary>
    /// <exception cref="MqttException">The server refused, or was not there in time.</exception>
    public async Task<ConnackPacket> ConnectAsync(bool cleanStart, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ConnectTimeout);
        try
        {
            var address = options.Address is { } ask ? await ask(deadline.Token).ConfigureAwait(false) : new MqttAddress(options.Server, null);
            _until = address.Until;
            _transport = await ClientTransport.ConnectAsync(address.Server, options, deadline.Token).ConfigureAwait(false);
            _input = PipeReader.Create(_transport.Stream, new StreamPipeReaderOptions(bufferSize: ReadSize, minimumReadSize: ReadSize / 4));
            var output = new OutputBuffer();
            ConnectPackets.For(options, state.ClientId, cleanStart).Encode(output);
            await _transport.Stream.WriteAsync(output.Written, deadline.Token).ConfigureAwait(false);
            await _transport.Stream.FlushAsync(deadline.Token).ConfigureAwait(false);
            var connack = await ReadConnackAsync(_input, deadline.Token).ConfigureAwait(false);
            if (connack.ReasonCode != MqttReason.Success)
            {
                var said = connack.Properties.ReasonString is { } text ? $" ({text})" : "";
                throw new MqttProtocolException(connack.ReasonCode, $"the server refused the connection with code 0x{connack.ReasonCode:X2}{said}");
            }

            if (cleanStart && connack.SessionPresent) throw PacketReader.ProtocolError("the server resumed a session that was to begin anew (MQTT-3.2.2-4)");
            if (connack.Properties.ServerKeepAlive is { } seconds) _keepAlive = TimeSpan.FromSeconds(seconds);
            return connack;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MqttException($"no answer within {ConnectTimeout.TotalSeconds:0} s");
        }
    }

    /// <summary>Serves the connection until it ends.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunAsync(ConnackPacket connack, CancellationToken cancellationToken)
    {
        _acknowledgements = new InboundAcknowledgements(
            state.Output, state.Receipts, state.Protocol, state.Protocol == MqttProtocol.V5 ? options.ReceiveMaximum : ushort.MaxValue);
        state.Connected(connack);
        var stop = cancellationToken.UnsafeRegister(static self => ((ClientConnection)self!).End("closed by the client"), this);
        await using (stop.ConfigureAwait(false))
        {
            await Task.WhenAll(ReadAsync(), WriteAsync(), KeepAliveAsync(), RenewAsync()).ConfigureAwait(false);
        }

        _acknowledgements.End();
        state.Disconnected();
        return _why ?? "the connection ended";
    }

    /// <summary>It ended by itself, to begin anew at once.</summary>
    public bool IsRenewed { get; private set; }

    public void Dispose()
    {
        _transport?.Dispose();
        _ended.Dispose();
    }

    private void End(string why)
    {
        if (Interlocked.CompareExchange(ref _why, why, null) is not null) return;
        _ended.Cancel();
        state.Output.Signal.Set();
    }

    private async Task<ConnackPacket> ReadConnackAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (_frames.TryRead(ref buffer, out var header, out var body))
            {
                if (header >> 4 != (int)MqttPacketType.Connack) throw PacketReader.ProtocolError("the server's first packet is no CONNACK");
                var connack = ConnackPacket.Decode(header, body, state.Protocol);
                input.AdvanceTo(buffer.Start);
                return connack;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted) throw new MqttException("the server closed the connection before it answered CONNECT");
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var result = await _input!.ReadAsync(_ended.Token).ConfigureAwait(false);
                var buffer = result.Buffer;
                _read = true;
                while (_frames.TryRead(ref buffer, out var header, out var body)) Handle(header, body);
                _frames.Release();
                _input.AdvanceTo(buffer.Start, buffer.End);
                if (!result.IsCompleted) continue;
                End("the server closed the connection");
                return;
            }
        }
        catch (MqttProtocolException exception)
        {
            Leave(exception.ReasonCode, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or MqttException or OperationCanceledException or ObjectDisposedException
            or System.Net.WebSockets.WebSocketException or InvalidOperationException)
        {
            End(exception.Message);
        }
    }

    /// <summary>The server broke the protocol: it is told how (4.13.1), then the connection ends.</summary>
    private void Leave(byte reason, string why)
    {
        if (Interlocked.CompareExchange(ref _why, why, null) is not null) return;
        state.Disconnect(reason);
        _leaving = true;
        _ended.CancelAfter(GoodbyeTimeout);
        state.Output.Signal.Set();
    }

    private void Handle(byte header, ReadOnlySpan<byte> body)
    {
        switch ((MqttPacketType)(header >> 4))
        {
            case MqttPacketType.Publish:
                Received(PublishPacket.Decode(header, body, state.Protocol));
                break;
            case MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubcomp:
                state.Publishes.Acknowledged(AcknowledgementPacket.Decode(header, body, state.Protocol));
                break;
            case MqttPacketType.Pubrel:
                _acknowledgements!.Released(AcknowledgementPacket.Decode(header, body, state.Protocol).PacketId);
                break;
            case MqttPacketType.Suback or MqttPacketType.Unsuback:
                state.Subscriptions.Acknowledged(SubackPacket.Decode(header, body, state.Protocol));
                break;
            case MqttPacketType.Pingresp:
                PingPacket.Check(header, body);
                break;
            case MqttPacketType.Disconnect when state.Protocol == MqttProtocol.V5:
                var disconnect = DisconnectPacket.Decode(header, body, MqttProtocol.V5);
                throw new MqttException(
                    $"the server ended the connection with code 0x{disconnect.ReasonCode:X2} {disconnect.Properties.ReasonString}".TrimEnd());
            default:
                throw PacketReader.ProtocolError($"the server sent packet type {header >> 4}, which this client never asked for");
        }
    }

    private void Received(PublishPacket packet)
    {
        var topic = TopicOf(packet);
        if (packet.QualityOfService == MqttQualityOfService.ExactlyOnce && _acknowledgements!.TryRepeat(packet.PacketId)) return;
        var properties = packet.Properties;
        var rented = packet.Payload.Length >= LeastRented ? ArrayPool<byte>.Shared.Rent(packet.Payload.Length) : null;
        if (rented is not null) packet.Payload.CopyTo(rented);
        var message = new MqttMessage(topic, rented is null ? packet.Payload.ToArray() : rented.AsMemory(0, packet.Payload.Length))
        {
            QualityOfService = packet.QualityOfService,
            Retain = packet.Retain,
            ContentType = properties.ContentType,
            IsText = properties.PayloadFormatIndicator == 1,
            Expiry = properties.MessageExpiryInterval is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ResponseTopic = properties.ResponseTopic,
            CorrelationData = properties.CorrelationData is null ? null : properties.CorrelationData.AsMemory(),
            UserProperties = properties.UserProperties ?? (IReadOnlyList<KeyValuePair<string, string>>)[],
            SubscriptionIdentifiers = properties.SubscriptionIdentifiers ?? (IReadOnlyList<uint>)[],
        };
        var acknowledgements = packet.PacketId == 0 ? null : _acknowledgements;
        var received = new MqttReceivedMessage(message, rented, packet.Duplicate, packet.PacketId, acknowledgements);
        acknowledgements?.Received(received);
        state.Received.Add(received);
    }

    private string TopicOf(PublishPacket packet)
    {
        if (packet.TopicAlias > options.TopicAliasMaximum)
        {
            throw new MqttProtocolException(MqttReason.TopicAliasInvalid, $"topic alias {packet.TopicAlias}, where this client takes them up to {options.TopicAliasMaximum} (MQTT-3.3.2-11)");
        }

        if (packet.Topic.Length == 0)
        {
            var known = packet.TopicAlias > 0 && _aliases.Length > 0 ? _aliases[packet.TopicAlias] : null;
            return known ?? throw PacketReader.ProtocolError("neither a topic nor a topic alias that stands for one (3.3.2.1)");
        }

        var topic = TopicOf(packet.Topic);
        if (packet.TopicAlias == 0) return topic;
        if (_aliases.Length == 0) _aliases = new string?[options.TopicAliasMaximum + 1];
        return _aliases[packet.TopicAlias] = topic;
    }

    private string TopicOf(ReadOnlySpan<byte> bytes)
    {
        if (_topics.TryGet(bytes, out var topic)) return topic;
        PacketReader.CheckUtf8(bytes);
        topic = System.Text.Encoding.UTF8.GetString(bytes);
        if (!MqttTopic.IsName(topic)) throw new MqttProtocolException(MqttReason.TopicNameInvalid, "the server sent a topic that is none");
        _topics.Add(bytes, topic);
        return topic;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                var full = state.TakeOutput();
                if (full.Length > 0)
                {
                    _wrote = true;
                    await _transport!.Stream.WriteAsync(full.Written, _ended.Token).ConfigureAwait(false);
                    await _transport.Stream.FlushAsync(_ended.Token).ConfigureAwait(false);
                    continue;
                }

                if (_leaving) await _ended.CancelAsync().ConfigureAwait(false);
                if (_ended.IsCancellationRequested) return;
                await state.Output.Signal.WaitAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException
            or System.Net.WebSockets.WebSocketException or InvalidOperationException)
        {
            End(exception.Message);
        }
    }

    /// <summary>Ends the connection as the standard says (no will is published), while what its address rests on still lets in the next.</summary>
    private async Task RenewAsync()
    {
        if (_until is not { } until) return;
        var left = until - time.GetUtcNow();
        // Of a short time, its last quarter; not at once, should it be over already.
        var wait = left > Early * 4 ? left - Early : left * 0.75;
        try
        {
            await Task.Delay(wait > Least ? wait : Least, time, _ended.Token).ConfigureAwait(false);
            IsRenewed = true;
            Leave(MqttReason.Success, "the address's time ends");
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    /// <summary>A ping where nothing was sent for half the keep-alive; an end where a ping is not answered for another half (3.1.2.10).</summary>
    private async Task KeepAliveAsync()
    {
        if (_keepAlive <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(_keepAlive / 2, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false))
            {
                if (_pinged && !_read)
                {
                    End($"the server was silent for {_keepAlive.TotalSeconds:0} s");
                    return;
                }

                _pinged = !_wrote || !_read;
                _wrote = _read = false;
                if (_pinged) state.Ping();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }
}
