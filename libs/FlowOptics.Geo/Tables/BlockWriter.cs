using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FlowOptics.Geo.Tables;

/// <summary>Writes blocks of 256 entries (see <see cref="TableLayout"/>). Equal blocks are written once.</summary>
internal sealed class BlockWriter
{
    private readonly Dictionary<UInt128, uint> _known = [];
    private byte[] _bytes = new byte[1 << 20];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <returns>The entry that leads to the block.</returns>
    public uint Add(ReadOnlySpan<uint> entries)
    {
        Span<byte> block = stackalloc byte[TableLayout.BlockHead + (256 * sizeof(uint))];
        block.Clear();
        var words = MemoryMarshal.Cast<byte, ulong>(block[..32]);
        var runs = 0;
        for (var i = 0; i < 256; i++)
        {
            if (i > 0 && entries[i] == entries[i - 1]) continue;
            words[i >> 6] |= 1UL << (i & 63);
            BinaryPrimitives.WriteUInt32LittleEndian(block[(TableLayout.BlockHead + (runs++ * sizeof(uint)))..], entries[i]);
        }

        var before = 0;
        for (var word = 0; word < 4; word++)
        {
            block[32 + word] = (byte)before;
            before += BitOperations.PopCount(words[word]);
        }

        block = block[..(TableLayout.BlockHead + (runs * sizeof(uint)))];
        // 128 bits of a good hash: two different blocks of one hash do not happen.
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(block, hash);
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, MemoryMarshal.Read<UInt128>(hash), out var exists);
        if (!exists) known = TableLayout.Pointer | (uint)(Append(block) / sizeof(uint));
        return known;
    }

    private int Append(ReadOnlySpan<byte> block)
    {
        var at = (int)TableLayout.AlignBlock(_length);
        if (at + block.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, at + block.Length));
        block.CopyTo(_bytes.AsSpan(at));
        _length = at + block.Length;
        return at;
    }
}
