using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// A column of numbers to and from its message: a base and 0, 1, 2, 4 or 8 little-endian bytes a value above it (3, 5, 6 and 7 are read too).
/// </summary>
internal static class NumberColumn
{
    /// <summary>The whole of it, with tag and length.</summary>
    public static int Size<T>(int field, ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        WireWriter.SizeOfDelimited(field, ContentSize(Shape(values), values.Length));

    public static void Write<T>(ref WireWriter writer, int field, ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var shape = Shape(values);
        writer.Begin(field, ContentSize(shape, values.Length));
        writer.SFixed64(1, shape.Base);
        writer.Number(2, (uint)shape.Width);
        if (shape.Width == 0) return;
        writer.Begin(3, values.Length * shape.Width);
        var wire = writer.Take(values.Length * shape.Width);
        if (BitConverter.IsLittleEndian) WordBlocks.Narrow(values, T.CreateTruncating(shape.Base), shape.Width, wire);
        else WriteBytewise(values, shape, wire);
    }

    /// <summary>Reads the message's fields, over those that an earlier one of the same number set, as protobuf merges them.</summary>
    public static void Read(WireReader reader, ref NumberSource source)
    {
        source.IsPresent = true;
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireWriter.Fixed64: source.Base = reader.SFixed64(); break;
                case (2 << 3) | WireWriter.Varint: source.Width = (uint)reader.Varint(); break;
                case (3 << 3) | WireWriter.Delimited: source.Values = reader.Place(); break;
                default: reader.Skip(tag); break;
            }
        }
    }

    /// <param name="most">The largest value that the column may hold; the least is 0.</param>
    /// <exception cref="FlowFormatException">The column is missing, has not as many values as asked for, or holds one that is out of range.</exception>
    public static void Decode<T>(ReadOnlySpan<byte> payload, in NumberSource source, long most, string name, Span<T> values) where T : unmanaged, IBinaryInteger<T>
    {
        if (!source.IsPresent) throw new FlowFormatException($"the batch has no column {name}");
        if (source.Width > 8 || source.Values.Length != values.Length * (int)source.Width)
            throw new FlowFormatException($"column {name} has {source.Values.Length} bytes, not {values.Length} values of {source.Width} bytes");

        var bytes = source.Values.In(payload);
        var fits = source.Width switch
        {
            0 => Fill(values, source.Base, most),
            1 or 2 or 4 when BitConverter.IsLittleEndian && source.Width <= Unsafe.SizeOf<T>() => Widen(bytes, source, most, values),
            8 when BitConverter.IsLittleEndian => ReadWide(bytes, source.Base, most, values),
            _ => ReadBytewise(bytes, (int)source.Width, source.Base, most, values),
        };
        if (!fits) throw new FlowFormatException($"column {name} holds a value outside 0 to {most}");
    }

    private static (long Base, int Width) Shape<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (values.IsEmpty) return default;
        var (least, most) = Range(values);
        var origin = long.CreateTruncating(least);
        return (origin, WidthOf(unchecked((ulong)(long.CreateTruncating(most) - origin))));
    }

    private static int ContentSize((long Base, int Width) shape, int count) =>
        (shape.Base == 0 ? 0 : 9) + (shape.Width == 0 ? 0 : 2 + WireWriter.SizeOfDelimited(3, count * shape.Width));

    private static int WidthOf(ulong range) => range switch
    {
        0 => 0,
        <= byte.MaxValue => 1,
        <= ushort.MaxValue => 2,
        <= uint.MaxValue => 4,
        _ => 8,
    };

    private static (T Least, T Most) Range<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var least = T.MaxValue;
        var most = T.MinValue;
        var i = 0;
        if (Vector.IsHardwareAccelerated && values.Length >= Vector<T>.Count)
        {
            var leastOf = new Vector<T>(least);
            var mostOf = new Vector<T>(most);
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var next = new Vector<T>(values[i..]);
                leastOf = Vector.Min(leastOf, next);
                mostOf = Vector.Max(mostOf, next);
            }

            for (var lane = 0; lane < Vector<T>.Count; lane++)
            {
                least = T.Min(least, leastOf[lane]);
                most = T.Max(most, mostOf[lane]);
            }
        }

        for (; i < values.Length; i++)
        {
            least = T.Min(least, values[i]);
            most = T.Max(most, values[i]);
        }

        return (least, most);
    }

    private static bool Fill<T>(Span<T> values, long origin, long most) where T : unmanaged, IBinaryInteger<T>
    {
        values.Fill(T.CreateTruncating(origin));
        return values.IsEmpty || (ulong)origin <= (ulong)most;
    }

    // The sums are within bounds where the least and the largest word are: two vectorised passes instead of a branch a value.
    private static bool Widen<T>(ReadOnlySpan<byte> bytes, in NumberSource source, long most, Span<T> values) where T : unmanaged, IBinaryInteger<T>
    {
        if (values.IsEmpty) return true;
        var (least, largest) = source.Width switch
        {
            1 => Words<byte>(bytes),
            2 => Words<ushort>(bytes),
            _ => Words<uint>(bytes),
        };
        // In 128 bits, since the base is whatever the sender says.
        if ((Int128)source.Base + least < 0 || (Int128)source.Base + largest > most) return false;
        WordBlocks.Widen(bytes, (int)source.Width, T.CreateTruncating(source.Base), values);
        return true;
    }

    private static (uint Least, uint Most) Words<TWord>(ReadOnlySpan<byte> bytes) where TWord : unmanaged, IBinaryInteger<TWord>, IMinMaxValue<TWord>
    {
        var (least, most) = Range(MemoryMarshal.Cast<byte, TWord>(bytes));
        return (uint.CreateTruncating(least), uint.CreateTruncating(most));
    }

    private static bool ReadWide<T>(ReadOnlySpan<byte> bytes, long origin, long most, Span<T> values) where T : unmanaged, IBinaryInteger<T>
    {
        var words = MemoryMarshal.Cast<byte, long>(bytes)[..values.Length];
        var fits = true;
        for (var i = 0; i < values.Length; i++)
        {
            var value = unchecked(origin + words[i]);
            // One unsigned comparison catches what is below 0 too.
            fits &= (ulong)value <= (ulong)most;
            values[i] = T.CreateTruncating(value);
        }

        return fits;
    }

    private static bool ReadBytewise<T>(ReadOnlySpan<byte> bytes, int width, long origin, long most, Span<T> values) where T : unmanaged, IBinaryInteger<T>
    {
        var fits = true;
        for (var i = 0; i < values.Length; i++)
        {
            ulong above = 0;
            for (var b = width - 1; b >= 0; b--) above = (above << 8) | bytes[(i * width) + b];
            var value = unchecked(origin + (long)above);
            fits &= (ulong)value <= (ulong)most;
            values[i] = T.CreateTruncating(value);
        }

        return fits;
    }

    private static void WriteBytewise<T>(ReadOnlySpan<T> values, (long Base, int Width) shape, Span<byte> wire) where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            var above = unchecked((ulong)(long.CreateTruncating(values[i]) - shape.Base));
            for (var b = 0; b < shape.Width; b++) wire[(i * shape.Width) + b] = unchecked((byte)(above >> (8 * b)));
        }
    }
}
