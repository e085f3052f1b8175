using System.Buffers.Binary;

namespace FlowOptics.Flows;

/// <summary>
/// Reads protobuf's wire format (https://protobuf.dev/programming-guides/encoding/) out of a message's bytes, and nothing beyond them. Positions are
/// those in the whole payload, so that a column can be found again later.
/// </summary>
internal ref struct WireReader
{
    // Groups have no use in these messages; one that a stranger sends is skipped, nested ones as deep as this.
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly int _end;
    private int _at;

    public WireReader(ReadOnlySpan<byte> payload)
        : this(payload, 0, payload.Length)
    {
    }

    public WireReader(ReadOnlySpan<byte> payload, int start, int length)
    {
        _payload = payload;
        _at = start;
        _end = start + length;
    }

    /// <summary>The next field's tag (its number and wire type), or false at the message's end.</summary>
    public bool TryTag(out uint tag)
    {
        tag = 0;
        if (_at == _end) return false;
        tag = (uint)Varint();
        return tag >> 3 != 0 ? true : throw Fault("a field has number 0");
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at == _end) throw Cut();
            var next = _payload[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Fault("a number is longer than 10 bytes");
    }

    public long SFixed64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public ReadOnlySpan<byte> Bytes()
    {
        var place = Place();
        return _payload.Slice(place.Start, place.Length);
    }

    /// <summary>Where the next bytes, text or message lies.</summary>
    public WirePlace Place()
    {
        // As protobuf's own readers do, of a longer number the low 32 bits.
        var length = (int)Varint();
        if (length < 0) throw Fault("a length is negative");
        if (length > _end - _at) throw Cut();
        var place = new WirePlace(_at, length);
        _at += length;
        return place;
    }

    public WireReader Message()
    {
        var place = Place();
        return new WireReader(_payload, place.Start, place.Length);
    }

    /// <summary>Leaves out a field that this version does not know, or that has a type which is not its own.</summary>
    public void Skip(uint tag) => Skip(tag, MaxDepth);

    private void Skip(uint tag, int depth)
    {
        switch (tag & 7)
        {
            case WireWriter.Varint: Varint(); break;
            case WireWriter.Fixed64: Take(8); break;
            case WireWriter.Delimited: Place(); break;
            case WireWriter.Fixed32: Take(4); break;
            case 3 when depth > 0: SkipGroup(tag, depth); break;
            default: throw Fault($"wire type {tag & 7} cannot stand here");
        }
    }

    private void SkipGroup(uint start, int depth)
    {
        while (TryTag(out var tag))
        {
            if (tag == start + 1) return;
            Skip(tag, depth - 1);
        }

        throw Cut();
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _end - _at) throw Cut();
        _at += bytes;
        return _payload.Slice(_at - bytes, bytes);
    }

    private readonly FlowFormatException Cut() => Fault("it ends within a field");

    private readonly FlowFormatException Fault(string what) => new($"the payload of {_payload.Length} bytes is no batch: {what}, at byte {_at}");
}
