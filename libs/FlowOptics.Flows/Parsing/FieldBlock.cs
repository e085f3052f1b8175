using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>Some lines that have been split: of each a row of bounds, the place before the line and then the end of each field.</summary>
internal readonly ref struct FieldBlock(ReadOnlySpan<byte> text, ReadOnlySpan<int> bounds, int stride, int lines)
{
    internal readonly ReadOnlySpan<byte> Text = text;
    internal readonly int Lines = lines;
    private readonly ReadOnlySpan<int> _bounds = bounds;

    /// <summary>Where a field begins and how long it is; never less than 0. No check of the indices: they come from the loops over this block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal (int From, int Length) Field(int line, int column)
    {
        ref var bound = ref Unsafe.Add(ref MemoryMarshal.GetReference(_bounds), (line * stride) + column);
        var from = bound + 1;
        return (from, Unsafe.Add(ref bound, 1) - from);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Bytes(int line, int column)
    {
        var (from, length) = Field(line, column);
        return Text.Slice(from, length);
    }
}
