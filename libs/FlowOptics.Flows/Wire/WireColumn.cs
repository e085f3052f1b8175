using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows;

/// <summary>
/// Columns to and from their wire form: numbers as a base and 0, 1, 2, 4 or 8 little-endian bytes above it (3, 5, 6 and 7 are read too), addresses
/// as 4 or 16 bytes in network order.
/// </summary>
internal static class WireColumn
{
    internal static Proto.NumberColumn FromNumbers<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (values.IsEmpty) return new Proto.NumberColumn();
        var (origin, width) = BaseAndWidth(values);
        var column = new Proto.NumberColumn { Base = origin, Width = (uint)width };
        if (width == 0) return column;

        var bytes = GC.AllocateUninitializedArray<byte>(values.Length * width);
        switch (width)
        {
            case 1: Write<T, byte>(values, origin, bytes); break;
            case 2: Write<T, ushort>(values, origin, bytes); break;
            case 4: Write<T, uint>(values, origin, bytes); break;
            default: Write<T, ulong>(values, origin, bytes); break;
        }

        column.Values = UnsafeByteOperations.UnsafeWrap(bytes);
        return column;
    }

    /// <param name="most">The largest value that the column may hold; the least is 0.</param>
    /// <exception cref="FlowFormatException">The column is missing, has not <paramref name="count"/> values, or holds one that is out of range.</exception>
    internal static T[] ToNumbers<T>(Proto.NumberColumn? column, int count, long most, string name) where T : unmanaged, IBinaryInteger<T>
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        Read(column, most, name, values.AsSpan());
        return values;
    }

    /// <inheritdoc cref="ToNumbers"/>
    internal static T[] ToEnums<T>(Proto.NumberColumn? column, int count, byte most, string name) where T : unmanaged, Enum
    {
        var values = new T[count];
        Read(column, most, name, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    internal static Proto.AddressColumn FromAddresses(ReadOnlySpan<Address> addresses)
    {
        var width = WidthOf(addresses);
        var bytes = GC.AllocateUninitializedArray<byte>(addresses.Length * width);
        if (width == 4)
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes.AsSpan());
            for (var i = 0; i < words.Length; i++)
                words[i] = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(addresses[i].IPv4Value) : addresses[i].IPv4Value;
        }
        else
        {
            for (var i = 0; i < addresses.Length; i++) addresses[i].WriteBytes(bytes.AsSpan(i * 16, 16));
        }

        return new Proto.AddressColumn { Width = (uint)width, Values = UnsafeByteOperations.UnsafeWrap(bytes) };
    }

    /// <exception cref="FlowFormatException">The column is missing or has not <paramref name="count"/> addresses.</exception>
    internal static Address[] ToAddresses(Proto.AddressColumn? column, int count, string name)
    {
        if (column is null) throw new FlowFormatException($"the batch has no column {name}");
        if (column.Width is not (4 or 16) || column.Values.Length != count * (int)column.Width)
            throw new FlowFormatException($"column {name} has {column.Values.Length} bytes, not {count} addresses of {column.Width} bytes (4 or 16)");

        var bytes = column.Values.Span;
        var addresses = GC.AllocateUninitializedArray<Address>(count);
        if (column.Width == 4)
        {
            for (var i = 0; i < addresses.Length; i++) addresses[i] = Address.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[(i * 4)..]));
        }
        else
        {
            for (var i = 0; i < addresses.Length; i++) addresses[i] = Address.FromBytes(bytes[(i * 16)..]);
        }

        return addresses;
    }

    private static void Read<T>(Proto.NumberColumn? column, long most, string name, Span<T> values) where T : unmanaged, IBinaryInteger<T>
    {
        if (column is null) throw new FlowFormatException($"the batch has no column {name}");
        if (column.Width > 8 || column.Values.Length != values.Length * (int)column.Width)
            throw new FlowFormatException($"column {name} has {column.Values.Length} bytes, not {values.Length} values of {column.Width} bytes");

        var bytes = column.Values.Span;
        var fits = column.Width switch
        {
            0 => Fill(values, column.Base, most),
            1 => Read<T, byte>(bytes, column.Base, most, values),
            2 => Read<T, ushort>(bytes, column.Base, most, values),
            4 => Read<T, uint>(bytes, column.Base, most, values),
            8 => Read<T, ulong>(bytes, column.Base, most, values),
            _ => ReadAny(bytes, (int)column.Width, column.Base, most, values),
        };
        if (!fits) throw new FlowFormatException($"column {name} holds a value outside 0 to {most}");
    }

    internal static (long Base, int Width) BaseAndWidth<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (least, most) = Range(values);
        var origin = long.CreateTruncating(least);
        return (origin, WidthOf(unchecked((ulong)(long.CreateTruncating(most) - origin))));
    }

    internal static int WidthOf(ReadOnlySpan<Address> addresses)
    {
        foreach (ref readonly var address in addresses)
        {
            if (!address.IsIPv4) return 16;
        }

        return 4;
    }

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

    private static void Write<T, TWire>(ReadOnlySpan<T> values, long origin, Span<byte> bytes)
        where T : unmanaged, IBinaryInteger<T>
        where TWire : unmanaged, IBinaryInteger<TWire>
    {
        var wire = MemoryMarshal.Cast<byte, TWire>(bytes)[..values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var above = TWire.CreateTruncating(unchecked(long.CreateTruncating(values[i]) - origin));
            wire[i] = BitConverter.IsLittleEndian ? above : TWire.ReadLittleEndian(MemoryMarshal.AsBytes(new ReadOnlySpan<TWire>(in above)), isUnsigned: true);
        }
    }

    private static bool Read<T, TWire>(ReadOnlySpan<byte> bytes, long origin, long most, Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
        where TWire : unmanaged, IBinaryInteger<TWire>
    {
        var wire = MemoryMarshal.Cast<byte, TWire>(bytes)[..values.Length];
        var fits = true;
        for (var i = 0; i < values.Length; i++)
        {
            var above = wire[i];
            if (!BitConverter.IsLittleEndian) above = TWire.ReadLittleEndian(MemoryMarshal.AsBytes(new ReadOnlySpan<TWire>(in above)), isUnsigned: true);
            var value = unchecked(origin + long.CreateTruncating(above));
            // One unsigned comparison catches what is below 0 too.
            fits &= (ulong)value <= (ulong)most;
            values[i] = T.CreateTruncating(value);
        }

        return fits;
    }

    private static bool ReadAny<T>(ReadOnlySpan<byte> bytes, int width, long origin, long most, Span<T> values) where T : unmanaged, IBinaryInteger<T>
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

    private static bool Fill<T>(Span<T> values, long origin, long most) where T : unmanaged, IBinaryInteger<T>
    {
        values.Fill(T.CreateTruncating(origin));
        return values.IsEmpty || (ulong)origin <= (ulong)most;
    }
}
