using System.Text;

namespace Aspire.Hosting.Telemetry.Receiving;

/// <summary>The two messages that a receiver answers with.</summary>
internal static class ProtobufMessages
{
    private const byte VarintField1 = 0x08;
    private const byte BytesField1 = 0x0A;
    private const byte BytesField2 = 0x12;

    public static byte[] PartialSuccess(int rejected, string reason)
    {
        using var inner = new MemoryStream();
        inner.WriteByte(VarintField1);
        WriteVarint(inner, (uint)rejected);
        WriteText(inner, reason);
        using var message = new MemoryStream();
        message.WriteByte(BytesField1);
        WriteVarint(message, (uint)inner.Length);
        inner.WriteTo(message);
        return message.ToArray();
    }

    public static byte[] Status(string text)
    {
        using var message = new MemoryStream();
        WriteText(message, text);
        return message.ToArray();
    }

    private static void WriteText(MemoryStream message, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        message.WriteByte(BytesField2);
        WriteVarint(message, (uint)bytes.Length);
        message.Write(bytes);
    }

    private static void WriteVarint(MemoryStream message, uint value)
    {
        for (; value >= 0x80; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
