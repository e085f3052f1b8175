using System.Buffers;

namespace FlowOptics.Mqtt.Packets;

/// <summary>
/// Cuts a stream into packets: first byte, remaining length, body (MQTT 5.0, section 2.1). A body is copied only where it crosses segments, and
/// only when all of it is there: a length that is merely claimed allocates nothing.
/// </summary>
internal sealed class FrameReader(int maxPacketSize)
{
    private byte[]? _scratch;

    /// <summary>Of the packet that is not complete: the length that it claims, 0 where it does not say yet.</summary>
    public int Announced { get; private set; }

    /// <summary>Takes the next packet off <paramref name="buffer"/>; its body is valid until the next call, and until the buffer is.</summary>
    /// <exception cref="MqttProtocolException">The remaining length is malformed, or the packet larger than allowed.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out byte header, out ReadOnlySpan<byte> body)
    {
        header = 0;
        body = default;
        Announced = 0;
        var first = buffer.FirstSpan;
        Span<byte> gathered = stackalloc byte[5];
        scoped var head = first;
        if (first.Length < 5 && !buffer.IsSingleSegment)
        {
            var count = (int)Math.Min(5, buffer.Length);
            buffer.Slice(0, count).CopyTo(gathered);
            head = gathered[..count];
        }

        if (!TryReadHead(head, out var headLength, out var bodyLength)) return false;
        var total = headLength + bodyLength;
        if (total > maxPacketSize)
        {
            throw new MqttProtocolException(MqttReason.PacketTooLarge, $"a packet of {total} bytes is larger than the {maxPacketSize} allowed");
        }

        header = head[0];
        if (first.Length >= total)
        {
            body = first.Slice(headLength, bodyLength);
        }
        else
        {
            if (buffer.Length < total)
            {
                Announced = total;
                return false;
            }

            body = Gather(buffer.Slice(headLength, bodyLength), bodyLength);
        }

        buffer = buffer.Slice(total);
        return true;
    }

    /// <summary>Gives the memory for gathered bodies back; call it when a batch of packets is done.</summary>
    public void Release()
    {
        if (_scratch is null) return;
        ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = null;
    }

    private ReadOnlySpan<byte> Gather(ReadOnlySequence<byte> body, int length)
    {
        if (_scratch is null || _scratch.Length < length)
        {
            Release();
            _scratch = ArrayPool<byte>.Shared.Rent(length);
        }

        body.CopyTo(_scratch);
        return _scratch.AsSpan(0, length);
    }

    private static bool TryReadHead(ReadOnlySpan<byte> head, out int headLength, out int bodyLength)
    {
        bodyLength = 0;
        for (headLength = 1; headLength < head.Length && headLength <= 4; headLength++)
        {
            var b = head[headLength];
            bodyLength |= (b & 0x7F) << (7 * (headLength - 1));
            if ((b & 0x80) != 0) continue;
            if (b == 0 && headLength > 1) throw PacketReader.Malformed("the remaining length is longer than it need be");
            headLength++;
            return true;
        }

        if (headLength > 4) throw PacketReader.Malformed("the remaining length has more than four bytes");
        return false;
    }
}
