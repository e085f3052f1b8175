using System.Buffers.Binary;
using System.Text;

namespace FlowOptics.Geo.Tests;

/// <summary>Writes small values in the MaxMind DB format, without pointers.</summary>
internal static class Record
{
    public static byte[] Map(params (string Key, byte[] Value)[] pairs) =>
        [(byte)((7 << 5) | pairs.Length), .. pairs.SelectMany(pair => Text(pair.Key).Concat(pair.Value))];

    public static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 29 ? [(byte)((2 << 5) | bytes.Length), .. bytes] : [(2 << 5) | 29, (byte)(bytes.Length - 29), .. bytes];
    }

    public static byte[] Float(float value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, value);
        return [4, 15 - 7, .. bytes];
    }

    public static byte[] Double(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return [(3 << 5) | 8, .. bytes];
    }
}
