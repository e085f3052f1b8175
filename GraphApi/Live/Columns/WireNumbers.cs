using System.Numerics;
using System.Runtime.InteropServices;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A NumberColumn of flows.proto: value i = base + the little-endian number of <c>width</c> bytes at i * width; width 0: all are base.</summary>
internal readonly record struct WireNumbers(bool IsPresent, long Base, uint Width, WireSlice Values)
{
    public static WireNumbers Read(ReadOnlySpan<byte> payload, WireSlice message)
    {
        var fields = new WireFields(payload, message);
        var column = new WireNumbers(true, 0, 0, default);
        while (fields.Next())
        {
            column = fields.Field switch
            {
                1 => column with { Base = (long)fields.Number },
                2 => column with { Width = (uint)fields.Number },
                3 => column with { Values = fields.Slice },
                _ => column,
            };
        }

        return column;
    }

    /// <param name="most">The largest value that the column may hold; the least is 0.</param>
    /// <exception cref="FlowFormatException">The column is missing, has not as many values as asked for, or holds one that is out of range.</exception>
    public void CopyTo<T>(ReadOnlySpan<byte> payload, Span<T> values, long most, string name)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!IsPresent) throw new FlowFormatException($"the batch has no column {name}");
        if (Width > 8 || Values.Length != values.Length * (int)Width)
            throw new FlowFormatException($"column {name} has {Values.Length} bytes, not {values.Length} values of {Width} bytes");

        var bytes = Values.Of(payload);
        var fits = Width switch
        {
            0 => Fill(values, most),
            1 => Copy<T, byte>(bytes, values, most),
            2 when BitConverter.IsLittleEndian => Copy<T, ushort>(bytes, values, most),
            4 when BitConverter.IsLittleEndian => Copy<T, uint>(bytes, values, most),
            8 when BitConverter.IsLittleEndian => Copy<T, ulong>(bytes, values, most),
            _ => CopyBytewise(bytes, values, most),
        };
        if (!fits) throw new FlowFormatException($"column {name} holds a value outside 0 to {most}");
    }

    private bool Fill<T>(Span<T> values, long most)
        where T : unmanaged, IBinaryInteger<T>
    {
        values.Fill(T.CreateTruncating(Base));
        return values.IsEmpty || (ulong)Base <= (ulong)most;
    }

    private bool Copy<T, TWire>(ReadOnlySpan<byte> bytes, Span<T> values, long most)
        where T : unmanaged, IBinaryInteger<T>
        where TWire : unmanaged, IBinaryInteger<TWire>
    {
        var wire = MemoryMarshal.Cast<byte, TWire>(bytes)[..values.Length];
        var origin = Base;
        var fits = true;
        for (var i = 0; i < values.Length; i++)
        {
            var value = unchecked(origin + long.CreateTruncating(wire[i]));
            // One unsigned comparison catches what is below 0 too.
            fits &= (ulong)value <= (ulong)most;
            values[i] = T.CreateTruncating(value);
        }

        return fits;
    }

    private bool CopyBytewise<T>(ReadOnlySpan<byte> bytes, Span<T> values, long most)
        where T : unmanaged, IBinaryInteger<T>
    {
        var fits = true;
        for (var i = 0; i < values.Length; i++)
        {
            ulong above = 0;
            for (var b = (int)Width - 1; b >= 0; b--) above = (above << 8) | bytes[(i * (int)Width) + b];
            var value = unchecked(Base + (long)above);
            fits &= (ulong)value <= (ulong)most;
            values[i] = T.CreateTruncating(value);
        }

        return fits;
    }
}
