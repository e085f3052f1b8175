using System.Buffers.Binary;
using System.Text;

namespace FlowOptics.Mqtt.Packets;

/// <summary>
/// A growing buffer that packets are encoded into, one behind the other. A length that stands before what it measures is put in afterwards:
/// the few bytes of a control packet are moved, which costs less than measuring first. Not thread-safe.
/// </summary>
internal sealed class OutputBuffer
{
    private const int KeptCapacity = 256 * 1024;
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Length);

    /// <summary>Empties it; a burst's large array is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeptCapacity * 8) _bytes = [];
    }

    /// <summary>Takes back what was written since the buffer was this long.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>The next <paramref name="count"/> bytes, to be filled by the caller.</summary>
    public Span<byte> Take(int count)
    {
        Ensure(count);
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void WriteUInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), checked((ushort)value));

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    public void WriteBytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        WriteUInt16(bytes.Length);
        WriteBytes(bytes);
    }

    public void WriteString(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        if (count > ushort.MaxValue) throw new MqttException($"a string of {count} bytes is longer than MQTT's 65,535");
        WriteUInt16(count);
        Encoding.UTF8.GetBytes(text, Take(count));
    }

    public void WriteVariableByteInteger(uint value) => VariableByteInteger.Write(Take(VariableByteInteger.SizeOf(value)), value);

    /// <summary>Begins a packet; <see cref="EndPacket"/> puts its remaining length in.</summary>
    public int BeginPacket(MqttPacketType type, int flags = 0)
    {
        WriteByte((byte)(((int)type << 4) | flags));
        return Length;
    }

    public void EndPacket(int start) => EndLength(start);

    /// <summary>Puts the length of what was written since <paramref name="start"/> before it.</summary>
    public void EndLength(int start)
    {
        var length = Length - start;
        var size = VariableByteInteger.SizeOf((uint)length);
        Take(size);
        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(start + size));
        VariableByteInteger.Write(_bytes.AsSpan(start, size), (uint)length);
    }

    private void Ensure(int count)
    {
        if (_bytes.Length - Length >= count) return;
        Array.Resize(ref _bytes, Math.Max(Math.Max(_bytes.Length * 2, 256), checked(Length + count)));
    }
}
