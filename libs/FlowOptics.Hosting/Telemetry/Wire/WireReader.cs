using System.Buffers.Binary;

namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>
/// Reads a protobuf message field by field, without a copy and without an object: services send their metrics each second, and nearly all of it has
/// been seen before.
/// </summary>
/// <example><c>08 96 01 12 03 61 62 63</c> is field 1, varint 150, and field 2, three bytes, "abc".</example>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int LongestVarint = 10;
    private const int FieldShift = 3;
    private const int TypeMask = 7;

    private readonly int _length = message.Length;
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>The value of a varint or of a fixed field, as it stands.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value of a field of text, bytes, or a message; empty for others.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    private readonly int Position => _length - _rest.Length;

    /// <summary>Reads the next field; false at the message's end.</summary>
    /// <exception cref="MalformedPayloadException">The bytes end within a field, or are none.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var tag = Varint();
        if (tag >> FieldShift is 0 or > int.MaxValue) throw Malformed("a field number out of range");
        Field = (int)(tag >> FieldShift);
        Type = (WireType)(tag & TypeMask);
        Data = default;
        Number = 0;
        switch (Type)
        {
            case WireType.Varint:
                Number = Varint();
                break;
            case WireType.Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireType.Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case WireType.Bytes:
                Data = Take(Varint());
                break;
            default:
                throw Malformed($"wire type {(int)Type}, which OTLP does not have");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < LongestVarint; i++)
        {
            if (i >= _rest.Length) throw Malformed("a number is cut off");
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return value;
        }

        throw Malformed("a number has more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length) throw Malformed($"a field of {length} bytes, and {_rest.Length} are left");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private readonly MalformedPayloadException Malformed(string what) => new($"At byte {Position} of a message of {_length}: {what}.");
}
