using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// Fields read eight bytes at once. Each reader takes what <see cref="FieldReader"/> takes or less, and gives the same value for it: where it says
/// false, the slow way has the last word. What stands before or after a field in the text may be loaded, never used.
/// </summary>
internal static class FastField
{
    private const ulong Zeros = 0x3030_3030_3030_3030;

    /// <summary>A whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadNumber(ReadOnlySpan<byte> text, int from, int length, out long value)
    {
        var end = from + length;
        if ((uint)(length - 1) > 15 || end < 16) return FieldReader.TryReadNumber(text.Slice(from, length), out value);

        ref var last = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), end - 8);
        var low = Digits(ref last, Math.Min(length, 8));
        var bad = NotDigits(low);
        value = (long)Value(low);
        if (length > 8)
        {
            var high = Digits(ref Unsafe.Subtract(ref last, 8), length - 8);
            bad |= NotDigits(high);
            value += (long)Value(high) * 100_000_000;
        }

        return bad == 0;
    }

    /// <summary>Ten digits: a time in seconds of this century.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadTenDigits(ReadOnlySpan<byte> text, int from, int length, out long value)
    {
        value = 0;
        if (length != 10) return false;
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), from);
        var tens = (uint)(first - '0');
        var ones = (uint)(Unsafe.Add(ref first, 1) - '0');
        var rest = Digits(ref Unsafe.Add(ref first, 2), 8);
        value = (long)Value(rest) + (((tens * 10) + ones) * 100_000_000L);
        return tens <= 9 && ones <= 9 && NotDigits(rest) == 0;
    }

    /// <summary>ACCEPT or REJECT, without a branch on which of them: no processor can guess that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadAction(ReadOnlySpan<byte> text, int from, int length, out FlowAction action)
    {
        action = FlowAction.None;
        if (length != 6) return false;
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), from);
        var begin = Unsafe.ReadUnaligned<uint>(ref first);
        var end = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref first, 4));
        var accept = begin == MemoryMarshal.Read<uint>("ACCE"u8) & end == MemoryMarshal.Read<ushort>("PT"u8);
        var reject = begin == MemoryMarshal.Read<uint>("REJE"u8) & end == MemoryMarshal.Read<ushort>("CT"u8);
        action = (FlowAction)((accept ? (int)FlowAction.Accept : 0) | (reject ? (int)FlowAction.Reject : 0));
        return action != FlowAction.None;
    }

    /// <summary>A number of at most eight digits, 0 where it is missing ("-").</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadShort(ReadOnlySpan<byte> text, int from, int length, out ulong value)
    {
        var end = from + length;
        value = 0;
        if ((uint)(length - 1) > 7 || end < 8) return false;
        var digits = Digits(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), end - 8), length);
        if (NotDigits(digits) != 0) return length == 1 && text[from] == '-';
        value = Value(digits);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadAddress(ReadOnlySpan<byte> text, int from, int length, out Address address)
    {
        if (from + FastIPv4.Load <= text.Length && FastIPv4.TryRead(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), from), length, out var value))
        {
            address = Address.FromIPv4(value);
            return true;
        }

        return AddressReader.TryRead(text.Slice(from, length), out address);
    }

    // The field's last eight characters, its last in the highest byte; what stands before the field becomes 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Digits(ref byte first, int length)
    {
        var characters = Unsafe.ReadUnaligned<ulong>(ref first);
        if (!BitConverter.IsLittleEndian) characters = BinaryPrimitives.ReverseEndianness(characters);
        var shift = 64 - (length * 8);
        return (characters ^ Zeros) >> shift << shift;
    }

    // Not 0 where a byte is above 9. A digit's character differs from '0' only in the low bits, so the exclusive or above leaves its value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NotDigits(ulong digits) => ((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;

    // Eight digits in three multiplications: pairs, fours, eight (D. Lemire, "Quickly parsing eight digits", 2018).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Value(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (((digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064) + (((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32;
    }
}
