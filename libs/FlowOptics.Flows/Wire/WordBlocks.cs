using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// Whole numbers of 1, 2, 4 or 8 bytes to narrower ones above a base, and back: frame-of-reference coding, a vector at a time, in blocks that stay in
/// the first-level cache. For little-endian machines.
/// </summary>
internal static class WordBlocks
{
    private const int Block = 512;

    /// <summary>Writes <paramref name="values"/> minus <paramref name="origin"/> as words of <paramref name="width"/> bytes (a power of two, at most the values' own).</summary>
    public static void Narrow<T>(ReadOnlySpan<T> values, T origin, int width, Span<byte> wire) where T : unmanaged, IBinaryInteger<T>
    {
        var size = Unsafe.SizeOf<T>();
        if (size == width)
        {
            Add(values, T.Zero - origin, MemoryMarshal.Cast<byte, T>(wire)[..values.Length]);
            return;
        }

        Span<T> above = stackalloc T[Block];
        Span<byte> first = stackalloc byte[Block * 4];
        Span<byte> second = stackalloc byte[Block * 2];
        for (var i = 0; i < values.Length; i += Block)
        {
            var count = Math.Min(Block, values.Length - i);
            Add(values.Slice(i, count), T.Zero - origin, above[..count]);
            scoped ReadOnlySpan<byte> from = MemoryMarshal.AsBytes(above[..count]);
            var target = wire.Slice(i * width, count * width);
            for (var bytes = size / 2; ; bytes /= 2)
            {
                var to = bytes == width ? target : (bytes == 4 ? first : second)[..(count * bytes)];
                Halve(from, bytes, to);
                if (bytes == width) break;
                from = to;
            }
        }
    }

    /// <summary>Reads words of <paramref name="width"/> bytes (a power of two, at most the values' own) and adds <paramref name="origin"/>.</summary>
    public static void Widen<T>(ReadOnlySpan<byte> wire, int width, T origin, Span<T> values) where T : unmanaged, IBinaryInteger<T>
    {
        var size = Unsafe.SizeOf<T>();
        if (size == width)
        {
            Add(MemoryMarshal.Cast<byte, T>(wire)[..values.Length], origin, values);
            return;
        }

        Span<byte> first = stackalloc byte[Block * 2];
        Span<byte> second = stackalloc byte[Block * 4];
        for (var i = 0; i < values.Length; i += Block)
        {
            var count = Math.Min(Block, values.Length - i);
            var block = values.Slice(i, count);
            scoped var from = wire.Slice(i * width, count * width);
            for (var bytes = width * 2; ; bytes *= 2)
            {
                var to = bytes == size ? MemoryMarshal.AsBytes(block) : (bytes == 2 ? first : second)[..(count * bytes)];
                Double(from, bytes, to);
                if (bytes == size) break;
                from = to;
            }

            Add(block, origin, block);
        }
    }

    private static void Add<T>(ReadOnlySpan<T> values, T addend, Span<T> sums) where T : unmanaged, IBinaryInteger<T>
    {
        if (addend == T.Zero)
        {
            values.CopyTo(sums);
            return;
        }

        var i = 0;
        var added = new Vector<T>(addend);
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count) (new Vector<T>(values[i..]) + added).CopyTo(sums[i..]);
        for (; i < values.Length; i++) sums[i] = unchecked(values[i] + addend);
    }

    private static void Halve(ReadOnlySpan<byte> from, int bytes, Span<byte> to)
    {
        switch (bytes)
        {
            case 1: Halve(MemoryMarshal.Cast<byte, ushort>(from), to); break;
            case 2: Halve(MemoryMarshal.Cast<byte, uint>(from), MemoryMarshal.Cast<byte, ushort>(to)); break;
            default: Halve(MemoryMarshal.Cast<byte, ulong>(from), MemoryMarshal.Cast<byte, uint>(to)); break;
        }
    }

    private static void Halve(ReadOnlySpan<ushort> from, Span<byte> to)
    {
        var i = 0;
        for (; i <= to.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            Vector.Narrow(new Vector<ushort>(from[i..]), new Vector<ushort>(from[(i + Vector<ushort>.Count)..])).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = unchecked((byte)from[i]);
    }

    private static void Halve(ReadOnlySpan<uint> from, Span<ushort> to)
    {
        var i = 0;
        for (; i <= to.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            Vector.Narrow(new Vector<uint>(from[i..]), new Vector<uint>(from[(i + Vector<uint>.Count)..])).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = unchecked((ushort)from[i]);
    }

    private static void Halve(ReadOnlySpan<ulong> from, Span<uint> to)
    {
        var i = 0;
        for (; i <= to.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            Vector.Narrow(new Vector<ulong>(from[i..]), new Vector<ulong>(from[(i + Vector<ulong>.Count)..])).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = unchecked((uint)from[i]);
    }

    private static void Double(ReadOnlySpan<byte> from, int bytes, Span<byte> to)
    {
        switch (bytes)
        {
            case 2: Double(from, MemoryMarshal.Cast<byte, ushort>(to)); break;
            case 4: Double(MemoryMarshal.Cast<byte, ushort>(from), MemoryMarshal.Cast<byte, uint>(to)); break;
            default: Double(MemoryMarshal.Cast<byte, uint>(from), MemoryMarshal.Cast<byte, ulong>(to)); break;
        }
    }

    private static void Double(ReadOnlySpan<byte> from, Span<ushort> to)
    {
        var i = 0;
        for (; i <= from.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(from[i..]), out var low, out var high);
            low.CopyTo(to[i..]);
            high.CopyTo(to[(i + Vector<ushort>.Count)..]);
        }

        for (; i < from.Length; i++) to[i] = from[i];
    }

    private static void Double(ReadOnlySpan<ushort> from, Span<uint> to)
    {
        var i = 0;
        for (; i <= from.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(from[i..]), out var low, out var high);
            low.CopyTo(to[i..]);
            high.CopyTo(to[(i + Vector<uint>.Count)..]);
        }

        for (; i < from.Length; i++) to[i] = from[i];
    }

    private static void Double(ReadOnlySpan<uint> from, Span<ulong> to)
    {
        var i = 0;
        for (; i <= from.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector.Widen(new Vector<uint>(from[i..]), out var low, out var high);
            low.CopyTo(to[i..]);
            high.CopyTo(to[(i + Vector<ulong>.Count)..]);
        }

        for (; i < from.Length; i++) to[i] = from[i];
    }
}
