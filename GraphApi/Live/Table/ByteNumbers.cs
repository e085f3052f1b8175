namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Numbers byte strings from 1 in order of their first appearance (0 stands for none), so that nothing is made of a text or a place that is known. One
/// writer; any number of readers beside it, of numbers that they learned from it.
/// </summary>
internal sealed class ByteNumbers
{
    // Hash in the high half, number in the low one; 0: free.
    private ulong[] _slots = new ulong[16];
    private int[] _ends = new int[8];
    private byte[] _bytes = new byte[128];

    /// <summary>One more than the largest number.</summary>
    public int Count { get; private set; } = 1;

    public long AllocatedBytes => ((long)_slots.Length * sizeof(ulong)) + ((long)_ends.Length * sizeof(int)) + _bytes.Length;

    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var ends = Volatile.Read(ref _ends);
            return Volatile.Read(ref _bytes).AsSpan(ends[number - 1]..ends[number]);
        }
    }

    public int Of(ReadOnlySpan<byte> value)
    {
        var hash = LiveHash.Of(value);
        var mask = _slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = _slots[at];
            if (slot == 0) return Add(value, hash);
            if ((uint)(slot >> 32) == hash && this[(int)slot].SequenceEqual(value)) return (int)slot;
        }
    }

    private int Add(ReadOnlySpan<byte> value, uint hash)
    {
        if (Count * 2 > _slots.Length) Grow();
        var start = _ends[Count - 1];
        if (start + value.Length > _bytes.Length) Volatile.Write(ref _bytes, Larger(_bytes, Math.Max(_bytes.Length * 2, start + value.Length)));
        if (Count == _ends.Length) Volatile.Write(ref _ends, Larger(_ends, Count * 2));
        value.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + value.Length;
        Place(_slots, hash, Count);
        return Count++;
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot != 0) Place(larger, (uint)(slot >> 32), (int)slot);
        }

        _slots = larger;
    }

    private static void Place(ulong[] slots, uint hash, int number)
    {
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at] != 0) at = (at + 1) & mask;
        slots[at] = ((ulong)hash << 32) | (uint)number;
    }

    private static T[] Larger<T>(T[] array, int length)
    {
        var larger = new T[length];
        array.CopyTo(larger, 0);
        return larger;
    }
}
