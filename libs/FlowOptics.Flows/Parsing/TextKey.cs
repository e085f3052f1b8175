using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// A short text as three words that, with its length, are the whole of it: interface and instance ids, accounts and regions are compared and hashed
/// without a loop. Words overlap where the length is no multiple of eight.
/// </summary>
internal readonly struct TextKey(int length, ulong first, ulong middle, ulong last)
{
    /// <summary>The longest text that three words hold.</summary>
    internal const int MaxLength = 24;

    internal readonly ulong First = first;
    internal readonly ulong Middle = middle;
    internal readonly ulong Last = last;
    internal readonly int Length = length;

    /// <param name="text">1 to <see cref="MaxLength"/> bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TextKey Of(ReadOnlySpan<byte> text)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var length = text.Length;
        if (length >= 8)
        {
            var middle = length > 16 ? Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, 8)) : 0;
            return new TextKey(length, Unsafe.ReadUnaligned<ulong>(ref start), middle, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8)));
        }

        if (length >= 4) return new TextKey(length, Unsafe.ReadUnaligned<uint>(ref start), 0, Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4)));
        return new TextKey(length, start, Unsafe.Add(ref start, length / 2), Unsafe.Add(ref start, length - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Is(in TextKey other) =>
        ((First ^ other.First) | (Middle ^ other.Middle) | (Last ^ other.Last) | (uint)(Length ^ other.Length)) == 0;
}
