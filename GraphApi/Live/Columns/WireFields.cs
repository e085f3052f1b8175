using System.Buffers.Binary;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// The fields of one protobuf message within a payload, in order (https://protobuf.dev/programming-guides/encoding/). Positions are the payload's.
/// </summary>
internal ref struct WireFields(ReadOnlySpan<byte> payload, WireSlice message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _payload = payload;
    private readonly int _end = message.Start + message.Length;
    private int _at = message.Start;

    /// <summary>The field's number.</summary>
    public int Field { get; private set; }

    /// <summary>Of a number: its value, or the bits of its float.</summary>
    public ulong Number { get; private set; }

    /// <summary>Of a text, bytes or a message: where it is. Empty for a number.</summary>
    public WireSlice Slice { get; private set; }

    /// <exception cref="FlowFormatException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_at >= _end) return false;
        var tag = ReadVarint();
        Field = (int)(tag >> 3);
        (Number, Slice) = (0, default);
        switch (tag & 7)
        {
            case Varint:
                Number = ReadVarint();
                break;
            case Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case Delimited:
                var length = ReadVarint();
                if (length > (ulong)(_end - _at)) throw Broken();
                Slice = new WireSlice(_at, (int)length);
                _at += (int)length;
                break;
            default:
                throw Broken();
        }

        return true;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at >= _end) throw Broken();
            var next = _payload[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Broken();
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _end - _at) throw Broken();
        _at += bytes;
        return _payload.Slice(_at - bytes, bytes);
    }

    private readonly FlowFormatException Broken() => new($"the payload of {_payload.Length} bytes is no batch: what stands at byte {_at} is no field of a message");
}
