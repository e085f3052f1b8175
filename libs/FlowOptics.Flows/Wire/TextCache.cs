using System.Buffers.Binary;
using System.Text;

namespace FlowOptics.Flows;

/// <summary>
/// Strings for texts that come again and again (interfaces, accounts, cities): one that was made lately is given again. Bounded: a slot keeps the last
/// text that fell into it.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 8192;

    // A longer one is not likely to come again soon, and would be kept for long.
    private const int MaxBytes = 256;

    private readonly string?[] _texts = new string?[Slots];

    /// <summary>From the cache, where there is one.</summary>
    public static string Get(TextCache? cache, ReadOnlySpan<byte> utf8) => cache is null ? Encoding.UTF8.GetString(utf8) : cache.Get(utf8);

    private string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        if (utf8.Length > MaxBytes) return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _texts[HashOf(utf8) & (Slots - 1)];
        // Text beyond ASCII never equals so, and is made anew each time.
        return slot is { } known && Ascii.Equals(utf8, known) ? known : slot = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Not for keeping: any good mix of all bytes.</summary>
    public static uint HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        ulong rest = 0;
        foreach (var next in bytes) rest = (rest << 8) | next;
        return (uint)(Mix(hash ^ rest) >> 32);
    }

    // The finaliser of splitmix64, one round of it.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        return value ^ (value >> 29);
    }
}
