using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace FlowOptics.Mqtt.Packets;

/// <summary>Reads the data types of MQTT (5.0, section 1.5) off a packet's body, strictly: what is not well-formed throws.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadByte() => ReadBytes(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    /// <summary>1.5.5: seven bits a byte, least significant first, at most four bytes, and as few as possible (MQTT-1.5.5-1).</summary>
    public uint ReadVariableByteInteger()
    {
        uint value = 0;
        for (var i = 0; i < 4; i++)
        {
            var b = ReadByte();
            value |= (uint)(b & 0x7F) << (7 * i);
            if ((b & 0x80) != 0) continue;
            if (i > 0 && b == 0) throw Malformed("a variable byte integer is longer than it need be");
            return value;
        }

        throw Malformed("a variable byte integer has more than four bytes");
    }

    public ReadOnlySpan<byte> ReadBinary() => ReadBytes(ReadUInt16());

    /// <summary>1.5.4: well-formed UTF-8 without surrogates (MQTT-1.5.4-1) and without U+0000 (MQTT-1.5.4-2).</summary>
    public string ReadString()
    {
        var bytes = ReadBinary();
        CheckUtf8(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count > _rest.Length) throw Malformed($"{count} bytes are announced where the packet has {_rest.Length} left");
        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (_rest.Length > 0) throw Malformed($"{_rest.Length} bytes follow where the packet should end");
    }

    public static void CheckUtf8(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes) || bytes.Contains((byte)0)) throw Malformed("a string is not well-formed UTF-8, or holds U+0000");
    }

    public static MqttProtocolException Malformed(string what) => new(MqttReason.MalformedPacket, $"malformed packet: {what}");

    public static MqttProtocolException ProtocolError(string what) => new(MqttReason.ProtocolError, $"protocol error: {what}");
}
