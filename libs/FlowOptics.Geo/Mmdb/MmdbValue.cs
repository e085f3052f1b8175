using System.Buffers.Binary;
using System.Text;

namespace FlowOptics.Geo.Mmdb;

/// <summary>Turns a whole value of any type into objects: for metadata and tests. Look-ups read what they need with a <see cref="MmdbCursor"/>.</summary>
internal static class MmdbValue
{
    // libmaxminddb allows 512 levels; real records have five.
    private const int MaxDepth = 64;

    // Pointers may name one long text many times; this bounds what they can make us allocate.
    private const int MaxTextBytes = 1 << 20;

    /// <returns>
    /// string, double, float, byte[], ushort, uint, ulong, UInt128, int, bool, List&lt;object&gt; or Dictionary&lt;string, object&gt;.
    /// </returns>
    /// <exception cref="InvalidDataException">The bytes are no value.</exception>
    public static object Read(ReadOnlySpan<byte> section, int offset)
    {
        var cursor = new MmdbCursor(section, offset);
        var budget = MaxTextBytes;
        return Read(ref cursor, ref budget, 0);
    }

    private static object Read(ref MmdbCursor cursor, ref int budget, int depth)
    {
        if (depth > MaxDepth) throw new InvalidDataException($"a value is nested more than {MaxDepth} levels deep");
        var (type, size) = cursor.Head(out var after);
        object value = type switch
        {
            MmdbType.Map => Map(ref cursor, size, ref budget, depth),
            MmdbType.Array => Array(ref cursor, size, ref budget, depth),
            MmdbType.Boolean => size switch { 0 => false, 1 => true, _ => throw new InvalidDataException($"a boolean of value {size}") },
            _ => Scalar(type, cursor.Take(size), ref budget),
        };
        cursor.Leave(after);
        return value;
    }

    private static Dictionary<string, object> Map(ref MmdbCursor cursor, int size, ref int budget, int depth)
    {
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < size; i++)
        {
            var key = Text(cursor.Key(), ref budget);
            map[key] = Read(ref cursor, ref budget, depth + 1);
        }

        return map;
    }

    private static List<object> Array(ref MmdbCursor cursor, int size, ref int budget, int depth)
    {
        var list = new List<object>();
        for (var i = 0; i < size; i++) list.Add(Read(ref cursor, ref budget, depth + 1));
        return list;
    }

    private static object Scalar(MmdbType type, ReadOnlySpan<byte> bytes, ref int budget) => type switch
    {
        MmdbType.String => Text(bytes, ref budget),
        MmdbType.Bytes => Copy(bytes, ref budget),
        MmdbType.Double when bytes.Length == 8 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        MmdbType.Float when bytes.Length == 4 => BinaryPrimitives.ReadSingleBigEndian(bytes),
        MmdbType.UInt16 when bytes.Length <= 2 => (ushort)Unsigned(bytes),
        MmdbType.UInt32 when bytes.Length <= 4 => (uint)Unsigned(bytes),
        MmdbType.Int32 when bytes.Length <= 4 => (int)(uint)Unsigned(bytes),
        MmdbType.UInt64 when bytes.Length <= 8 => (ulong)Unsigned(bytes),
        MmdbType.UInt128 when bytes.Length <= 16 => Unsigned(bytes),
        _ => throw new InvalidDataException($"a {type} of {bytes.Length} bytes"),
    };

    private static UInt128 Unsigned(ReadOnlySpan<byte> bytes)
    {
        UInt128 value = 0;
        foreach (var b in bytes) value = (value << 8) | b;
        return value;
    }

    private static string Text(ReadOnlySpan<byte> bytes, ref int budget)
    {
        Spend(bytes.Length, ref budget);
        return Encoding.UTF8.GetString(bytes);
    }

    private static byte[] Copy(ReadOnlySpan<byte> bytes, ref int budget)
    {
        Spend(bytes.Length, ref budget);
        return bytes.ToArray();
    }

    private static void Spend(int bytes, ref int budget)
    {
        if ((budget -= bytes) < 0) throw new InvalidDataException($"a record holds more than {MaxTextBytes} bytes of text");
    }
}
