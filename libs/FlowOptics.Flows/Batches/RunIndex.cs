namespace FlowOptics.Flows;

/// <summary>
/// Numbers indices anew in the order of their first use: 0 ("none") stays 0, the others become 1, 2, 3 … It costs one look into an array each, and
/// nothing is cleared between two runs: an entry of an earlier run is known by its stamp.
/// </summary>
public sealed class RunIndex
{
    // Stamp in the upper half, new index in the lower one.
    private ulong[] _entries = [];
    private int[] _kept = [];
    private uint _stamp;

    /// <summary>The old indices in the order of the new ones, from 1: element 0 is what became 1.</summary>
    public ReadOnlySpan<int> Kept => _kept.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <param name="size">All indices are below it.</param>
    public void Begin(int size)
    {
        Count = 0;
        if (_entries.Length < size)
        {
            _entries = new ulong[size];
            _stamp = 0;
        }

        if (++_stamp != 0) return;
        Array.Clear(_entries);
        _stamp = 1;
    }

    /// <exception cref="ArgumentException"><paramref name="renumbered"/> is shorter than <paramref name="indices"/>.</exception>
    public void Map(ReadOnlySpan<int> indices, Span<int> renumbered)
    {
        // So that there is room for each of them though all be new.
        if (_kept.Length < Count + indices.Length) Array.Resize(ref _kept, Count + indices.Length);
        var entries = _entries;
        var kept = _kept;
        var stamp = (ulong)_stamp << 32;
        var count = Count;
        renumbered = renumbered[..indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices[i];
            if (index == 0)
            {
                renumbered[i] = 0;
                continue;
            }

            ref var entry = ref entries[index];
            if (entry >> 32 != stamp >> 32)
            {
                kept[count++] = index;
                entry = stamp | (uint)count;
            }

            renumbered[i] = (int)(uint)entry;
        }

        Count = count;
    }
}
