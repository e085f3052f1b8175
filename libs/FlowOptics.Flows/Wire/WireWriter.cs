using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FlowOptics.Flows;

/// <summary>
/// Writes protobuf's wire format (https://protobuf.dev/programming-guides/encoding/) into a span that has the room: each size is known before.
/// Proto3's rule is that a number 0, an empty text and empty bytes are not sent (elements of a list always are).
/// </summary>
internal ref struct WireWriter(Span<byte> output)
{
    internal const int Varint = 0;
    internal const int Fixed64 = 1;
    internal const int Delimited = 2;
    internal const int Fixed32 = 5;

    private readonly Span<byte> _output = output;

    public int Position { get; private set; }

    public static int SizeOfVarint(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1; // Seven bits a byte.

    public static int SizeOfTag(int field) => field < 16 ? 1 : 2;

    public static int SizeOfNumber(int field, ulong value) => value == 0 ? 0 : SizeOfTag(field) + SizeOfVarint(value);

    /// <summary>A message, bytes or a list's text of so many bytes, with tag and length.</summary>
    public static int SizeOfDelimited(int field, int bytes) => SizeOfTag(field) + SizeOfVarint((uint)bytes) + bytes;

    public static int SizeOfText(int field, string text) => text.Length == 0 ? 0 : SizeOfDelimited(field, Encoding.UTF8.GetByteCount(text));

    public void Tag(int field, int type) => RawVarint((uint)((field << 3) | type));

    public void Number(int field, ulong value)
    {
        if (value == 0) return;
        Tag(field, Varint);
        RawVarint(value);
    }

    public void Flag(int field, bool value) => Number(field, value ? 1u : 0u);

    public void SFixed64(int field, long value)
    {
        if (value == 0) return;
        Tag(field, Fixed64);
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
    }

    public void Float(int field, float value)
    {
        if (value == 0) return;
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);
    }

    public void Text(int field, string text)
    {
        if (text.Length > 0) ElementText(field, text);
    }

    /// <summary>A text that is sent though it be empty, since it is an element of a list.</summary>
    public void ElementText(int field, string text)
    {
        Begin(field, Encoding.UTF8.GetByteCount(text));
        Position += Encoding.UTF8.GetBytes(text, _output[Position..]);
    }

    /// <summary>Tag and length of a message or bytes; their content follows.</summary>
    public void Begin(int field, int bytes)
    {
        Tag(field, Delimited);
        RawVarint((uint)bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>The next bytes, for the caller to fill.</summary>
    public Span<byte> Take(int bytes)
    {
        var taken = _output.Slice(Position, bytes);
        Position += bytes;
        return taken;
    }

    private void RawVarint(ulong value)
    {
        for (; value > 0x7F; value >>= 7) _output[Position++] = (byte)(value | 0x80);
        _output[Position++] = (byte)value;
    }
}
