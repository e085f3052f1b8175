using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// A bucket's entries, found by key. Entries lie in chunks in order of appearance, never moved once a chunk is full; beside them an index of hashes and
/// positions, open addressing, a power of two long. Built for tables far larger than the processor's caches: index and entry are fetched some records ahead.
/// One writer; readers take copies of chunks meanwhile, under the bucket's lock.
/// </summary>
internal sealed class LiveTable(LiveMemory memory)
{
    private const int FirstEntries = 64;

    // A fetch from memory takes some 100 ns; a record some 20.
    private const int IndexAhead = 16;
    private const int EntryAhead = 8;

    private readonly List<LiveEntry[]> _chunks = [];

    // Hash in the high half, position of the entry plus one in the low one; 0: free. A slot's place is the hash's top bits, so that a larger index takes
    // the slots over in their order.
    private ulong[] _index = [];
    private int _shift;

    public int Count { get; private set; }

    public int Chunks => (Count + LiveMemory.ChunkEntries - 1) / LiveMemory.ChunkEntries;

    public long AllocatedBytes { get; private set; }

    /// <summary>Copies a chunk's entries; their number is the result.</summary>
    public int CopyChunk(int chunk, LiveEntry[] target)
    {
        var count = Math.Min(Count - (chunk * LiveMemory.ChunkEntries), LiveMemory.ChunkEntries);
        _chunks[chunk].AsSpan(0, count).CopyTo(target);
        return count;
    }

    public void Add(LiveKeys keys, LiveBatch batch, int from, int to)
    {
        Reserve(to - from);
        ref var index = ref MemoryMarshal.GetArrayDataReference(_index);
        var mask = _index.Length - 1;
        for (var i = from; i < to; i++)
        {
            if (Sse.IsSupported) Prefetch(keys, i, to);
            var hash = keys.Hash[i];
            for (var at = (int)(hash >> _shift); ; at = (at + 1) & mask)
            {
                ref var slot = ref Unsafe.Add(ref index, at);
                if (slot == 0)
                {
                    slot = ((ulong)hash << 32) | (uint)(Count + 1);
                    Append(keys, batch, i);
                    break;
                }

                if ((uint)(slot >> 32) != hash) continue;
                ref var entry = ref EntryAt((int)(uint)slot - 1);
                if (entry.Ends != keys.Ends[i] || ((entry.When ^ keys.When[i]) & ~LiveEntry.SecondMask) != 0 || entry.What != keys.What[i]) continue;
                if (entry.Flows == LiveEntry.MaxFlows)
                {
                    slot = ((ulong)hash << 32) | (uint)(Count + 1);
                    Append(keys, batch, i);
                    break;
                }

                entry.When = Math.Min(entry.When, keys.When[i]);
                entry.Packets += batch.Packets[i];
                entry.Bytes += batch.Bytes[i];
                entry.FlowsAndLast = LiveEntry.FlowsAndLastOf(entry.Flows + 1, Math.Max(entry.Last, batch.End[i]));
                break;
            }
        }
    }

    /// <summary>Gives the arrays away: the table is not to be used again.</summary>
    public void Release()
    {
        foreach (var chunk in _chunks) memory.Return(chunk);
        memory.Return(_index);
        _chunks.Clear();
        _index = [];
        (Count, AllocatedBytes) = (0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Prefetch(LiveKeys keys, int i, int to)
    {
        // Hints only: that the collector may move an array meanwhile does no harm.
        if (i + IndexAhead < to) Sse.Prefetch0(Unsafe.AsPointer(ref _index[keys.Hash[i + IndexAhead] >> _shift]));
        if (i + EntryAhead >= to) return;
        var slot = _index[keys.Hash[i + EntryAhead] >> _shift];
        if (slot != 0) Sse.Prefetch0(Unsafe.AsPointer(ref EntryAt((int)(uint)slot - 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref LiveEntry EntryAt(int position) => ref CollectionsMarshal.AsSpan(_chunks)[position / LiveMemory.ChunkEntries][position % LiveMemory.ChunkEntries];

    private void Append(LiveKeys keys, LiveBatch batch, int i)
    {
        ref var entry = ref EntryAt(Count);
        entry.Ends = keys.Ends[i];
        entry.When = keys.When[i];
        entry.What = keys.What[i];
        entry.Packets = batch.Packets[i];
        entry.Bytes = batch.Bytes[i];
        entry.FlowsAndLast = LiveEntry.FlowsAndLastOf(1, batch.End[i]);
        entry.SrcPlace = keys.Places[batch.SrcPlace[i]];
        entry.DstPlace = keys.Places[batch.DstPlace[i]];
        entry.SrcNetwork = keys.Networks[batch.SrcNetwork[i]];
        entry.DstNetwork = keys.Networks[batch.DstNetwork[i]];
        Count++;
    }

    /// <summary>Room for so many more, so that nothing grows while a batch goes in.</summary>
    private void Reserve(int more)
    {
        var entries = Count + more;
        var length = Math.Max(_index.Length, 2 * FirstEntries);
        while (entries > length / 4 * 3) length *= 2;
        if (length > _index.Length) GrowIndex(length);

        // A bucket of little traffic holds little: the first chunk grows, and only it.
        if (_chunks.Count <= 1 && (_chunks.Count == 0 || _chunks[0].Length < Math.Min(entries, LiveMemory.ChunkEntries))) GrowFirst(entries);
        while ((long)_chunks.Count * LiveMemory.ChunkEntries < entries && _chunks[0].Length == LiveMemory.ChunkEntries) Add(memory.RentChunk());
    }

    private void GrowFirst(int entries)
    {
        var length = FirstEntries;
        while (length < entries && length < LiveMemory.ChunkEntries) length *= 2;
        var chunk = length == LiveMemory.ChunkEntries ? memory.RentChunk() : new LiveEntry[length];
        if (_chunks.Count > 0)
        {
            _chunks[0].AsSpan(0, Count).CopyTo(chunk);
            AllocatedBytes -= LiveMemory.BytesOf(_chunks[0]);
            _chunks.Clear();
        }

        Add(chunk);
    }

    private void Add(LiveEntry[] chunk)
    {
        _chunks.Add(chunk);
        AllocatedBytes += LiveMemory.BytesOf(chunk);
    }

    private void GrowIndex(int length)
    {
        var larger = memory.RentIndex(length);
        _shift = 32 - System.Numerics.BitOperations.Log2((uint)length);
        var mask = length - 1;
        foreach (var slot in _index)
        {
            if (slot == 0) continue;
            var at = (int)(slot >> 32 >> _shift);
            while (larger[at] != 0) at = (at + 1) & mask;
            larger[at] = slot;
        }

        AllocatedBytes += LiveMemory.BytesOf(larger) - LiveMemory.BytesOf(_index);
        memory.Return(_index);
        _index = larger;
    }
}
