using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowOptics.Flows;

/// <summary>
/// A dotted address in one go: where the dots stand says which of 81 shuffles brings each digit to its place (the idea is W. Muła's and D. Lemire's,
/// "Parsing IP addresses crazily fast", 2023). Branches on the lengths of octets, which are random, would cost more than all of this.
/// </summary>
internal static class FastIPv4
{
    /// <summary>How many bytes are loaded, whatever the address's length.</summary>
    internal const int Load = 16;

    private const ulong LaneTops = 0x8000_8000_8000_8000;

    private static readonly Pattern[] Patterns = MakePatterns();

    /// <summary>Takes exactly what <see cref="AddressReader.TryReadIPv4"/> takes.</summary>
    /// <param name="text">The address's first byte; <see cref="Load"/> bytes from there can be read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead(ref byte text, int length, out uint value)
    {
        value = 0;
        if ((uint)(length - 7) > 8) return false;
        var characters = Vector128.LoadUnsafe(ref text);
        var digits = characters - Vector128.Create((byte)'0');
        var inField = (1u << length) - 1;
        var dots = Vector128.Equals(characters, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & inField;
        var numbers = Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits();

        var first = BitOperations.TrailingZeroCount(dots);
        var others = dots & (dots - 1);
        var second = BitOperations.TrailingZeroCount(others);
        others &= others - 1;
        var third = BitOperations.TrailingZeroCount(others);
        others &= others - 1;

        // Each octet's length less 1; where there are not three dots, one of these is negative or large.
        var (a, b, c, d) = (first - 1, second - first - 2, third - second - 2, length - third - 2);
        if ((uint)(a | b | c | d) > 3 || others != 0 || ((numbers | dots) & inField) != inField) return false;

        ref var pattern = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Patterns), (a << 6) | (b << 4) | (c << 2) | d);
        var hundredsAndTens = Vector128.ShuffleNative(digits, pattern.HundredsAndTens).AsUInt16() * Vector128.Create(100, 100, 100, 100, 10, 10, 10, 10).AsUInt16();
        var ones = Vector128.ShuffleNative(digits, pattern.Ones);
        // Four lanes of 16 bits, the last octet lowest; the sum of three digits cannot leave a lane.
        var octets = hundredsAndTens.AsUInt64().GetElement(0) + hundredsAndTens.AsUInt64().GetElement(1) + ones.AsUInt64().GetElement(0);

        // An octet above 255 has a bit in its upper half. One with a leading zero is less than the least of its length.
        var tooLarge = octets & 0xFF00_FF00_FF00_FF00;
        var longEnough = ((octets | LaneTops) - pattern.Least) & LaneTops;
        if (tooLarge != 0 || longEnough != LaneTops) return false;

        octets |= octets >> 8;
        value = (uint)(octets & 0xFFFF) | (uint)((octets >> 16) & 0xFFFF_0000);
        return true;
    }

    private static Pattern[] MakePatterns()
    {
        var patterns = new Pattern[256];
        Span<byte> shuffle = stackalloc byte[16];
        Span<byte> ones = stackalloc byte[16];
        for (var index = 0; index < patterns.Length; index++)
        {
            // Two bits an octet: its length less 1. A length of 4 is none: nothing is large enough for it.
            ref var pattern = ref patterns[index];
            shuffle.Fill(0x80);
            ones.Fill(0x80);
            var place = 0;
            for (var octet = 0; octet < 4; octet++)
            {
                var length = ((index >> (6 - (2 * octet))) & 3) + 1;
                var lane = 3 - octet;
                var last = place + length - 1;
                ulong least = length switch { 1 => 0, 2 => 10, 3 => 100, _ => 0x7FFF };
                pattern.Least |= least << (16 * lane);
                if (length <= 3)
                {
                    ones[2 * lane] = (byte)last;
                    if (length >= 2) shuffle[8 + (2 * lane)] = (byte)(last - 1);
                    if (length == 3) shuffle[2 * lane] = (byte)(last - 2);
                }

                place += length + 1;
            }

            pattern.HundredsAndTens = Vector128.Create<byte>(shuffle);
            pattern.Ones = Vector128.Create<byte>(ones);
        }

        return patterns;
    }

    private struct Pattern
    {
        public Vector128<byte> HundredsAndTens;
        public Vector128<byte> Ones;
        public ulong Least;
    }
}
