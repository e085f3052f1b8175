using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Hashes by folded 64-bit multiplications, seeded anew in each process: senders of traffic choose what is hashed here, and must not be able to choose
/// collisions.
/// </summary>
internal static class LiveHash
{
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ulong ends, ulong when, ulong what)
    {
        var hash = Fold(ends ^ Seed, when ^ 0x9E37_79B9_7F4A_7C15);
        hash = Fold(hash ^ what, 0xD6E8_FEB8_6659_FD93 ^ Seed);
        return (uint)(hash ^ (hash >> 32));
    }

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes), 0x9E37_79B9_7F4A_7C15);
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 1;
        foreach (var value in bytes) rest = (rest << 8) | value;
        hash = Fold(hash ^ rest, 0xD6E8_FEB8_6659_FD93);
        return (uint)(hash ^ (hash >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
