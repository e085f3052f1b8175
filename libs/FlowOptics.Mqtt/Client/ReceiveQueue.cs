using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace FlowOptics.Mqtt.Client;

/// <summary>
/// Received messages in order. QoS 1 and 2 are bounded by Receive Maximum, since they stay unacknowledged; QoS 0 by bytes: over them the oldest is
/// discarded, wherever it stands, and skipped when its turn comes.
/// </summary>
internal sealed class ReceiveQueue : ChannelReader<MqttReceivedMessage>
{
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>What a message costs beside its payload, roughly.</summary>
    private const int Overhead = 160;

    private readonly Lock _gate = new();
    private readonly Channel<MqttReceivedMessage> _channel = Channel.CreateUnbounded<MqttReceivedMessage>(new UnboundedChannelOptions { SingleWriter = true });
    private readonly Queue<MqttReceivedMessage> _expendable = new();
    private readonly Queue<MqttReceivedMessage> _unread = new();
    private long _expendableBytes;
    private long _dropped;

    public long Dropped => Interlocked.Read(ref _dropped);

    public override Task Completion => _channel.Reader.Completion;

    public override bool CanCount => false;

    public void Add(MqttReceivedMessage message)
    {
        if (message.PacketId == 0)
        {
            lock (_gate)
            {
                _expendable.Enqueue(message);
                _expendableBytes += message.Payload.Length + Overhead;
                while (_expendableBytes > MaxBytes) Discard(_expendable.Dequeue());
            }
        }
        else
        {
            lock (_gate) _unread.Enqueue(message);
        }

        _channel.Writer.TryWrite(message);
    }

    /// <summary>The server has kept the session and sends again what was not acknowledged: what of it is still unread here would come twice.</summary>
    public void DiscardUnread()
    {
        lock (_gate)
        {
            for (var i = _unread.Count; i > 0; i--)
            {
                var message = _unread.Dequeue();

                // One of QoS 2 is known by its identifier when it comes again.
                if (message.Message.QualityOfService == MqttQualityOfService.ExactlyOnce) _unread.Enqueue(message);
                else message.IsDiscarded = true;
            }
        }
    }

    public void Complete() => _channel.Writer.TryComplete();

    public override bool TryRead([MaybeNullWhen(false)] out MqttReceivedMessage item)
    {
        while (_channel.Reader.TryRead(out item))
        {
            lock (_gate)
            {
                if (item.IsDiscarded) continue;
                if (item.PacketId == 0)
                {
                    // Those before it are gone: read, or discarded, in the same order.
                    while (!ReferenceEquals(_expendable.Dequeue(), item))
                    {
                    }

                    _expendableBytes -= item.Payload.Length + Overhead;
                }
                else
                {
                    _unread.Dequeue();
                }
            }

            return true;
        }

        return false;
    }

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _channel.Reader.WaitToReadAsync(cancellationToken);

    private void Discard(MqttReceivedMessage message)
    {
        message.IsDiscarded = true;
        _expendableBytes -= message.Payload.Length + Overhead;
        Interlocked.Increment(ref _dropped);
    }
}
