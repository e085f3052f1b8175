namespace FlowOptics.GraphApi.Live;

/// <summary>
/// The large arrays of buckets that are gone, for those to come: at a steady load the window allocates nothing. Thread-safe.
/// </summary>
internal sealed class LiveMemory
{
    /// <summary>Entries of a full chunk: 256 KiB.</summary>
    public const int ChunkEntries = 4096;

    /// <summary>Smaller indexes are left to the garbage collector.</summary>
    private const int LeastIndex = 8192;

    private readonly Lock _lock = new();
    private readonly Stack<LiveEntry[]> _chunks = new();

    // By the logarithm of their length.
    private readonly Stack<ulong[]>?[] _indexes = new Stack<ulong[]>?[32];

    private long _bytes;

    /// <summary>What is kept and not in use.</summary>
    public long PooledBytes => Interlocked.Read(ref _bytes);

    public LiveEntry[] RentChunk()
    {
        lock (_lock)
        {
            if (_chunks.TryPop(out var chunk))
            {
                _bytes -= BytesOf(chunk);
                return chunk;
            }
        }

        return GC.AllocateUninitializedArray<LiveEntry>(ChunkEntries);
    }

    /// <param name="length">A power of two.</param>
    /// <returns>All zero.</returns>
    public ulong[] RentIndex(int length)
    {
        lock (_lock)
        {
            if (_indexes[System.Numerics.BitOperations.Log2((uint)length)] is { } indexes && indexes.TryPop(out var index))
            {
                _bytes -= BytesOf(index);
                Array.Clear(index);
                return index;
            }
        }

        return new ulong[length];
    }

    public void Return(LiveEntry[] chunk)
    {
        if (chunk.Length != ChunkEntries) return;
        lock (_lock)
        {
            _chunks.Push(chunk);
            _bytes += BytesOf(chunk);
        }
    }

    public void Return(ulong[] index)
    {
        if (index.Length < LeastIndex) return;
        lock (_lock)
        {
            (_indexes[System.Numerics.BitOperations.Log2((uint)index.Length)] ??= new Stack<ulong[]>()).Push(index);
            _bytes += BytesOf(index);
        }
    }

    /// <summary>Gives half of it back: called as time goes on, it leaves what the load needs.</summary>
    public void Trim()
    {
        lock (_lock)
        {
            for (var keep = _chunks.Count / 2; _chunks.Count > keep;) _bytes -= BytesOf(_chunks.Pop());
            foreach (var indexes in _indexes)
            {
                for (var keep = (indexes?.Count ?? 0) / 2; indexes?.Count > keep;) _bytes -= BytesOf(indexes.Pop());
            }
        }
    }

    /// <summary>Gives back what is above so many bytes.</summary>
    public void TrimTo(long bytes)
    {
        if (PooledBytes <= Math.Max(bytes, 0)) return;
        lock (_lock)
        {
            // Indexes of the wrong size are never asked for again; chunks always are.
            foreach (var indexes in _indexes)
            {
                while (_bytes > bytes && indexes?.Count > 0) _bytes -= BytesOf(indexes.Pop());
            }

            while (_bytes > bytes && _chunks.Count > 0) _bytes -= BytesOf(_chunks.Pop());
        }
    }

    public static long BytesOf(LiveEntry[] chunk) => (long)chunk.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<LiveEntry>();

    public static long BytesOf(ulong[] index) => (long)index.Length * sizeof(ulong);
}
